"""Plans and runs the conversion of many posts."""
