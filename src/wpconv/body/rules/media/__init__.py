"""Rules for images, drawings, players and frames."""
