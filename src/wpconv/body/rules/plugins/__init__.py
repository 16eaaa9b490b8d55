"""Rules for what plugins write."""
