"""Rules for forms and their controls."""
