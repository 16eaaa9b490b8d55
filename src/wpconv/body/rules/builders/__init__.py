"""Rules for the output of page builders: Elementor, Divi, WPBakery and others."""
