"""JSON objects of all versions of the API and of other exports, as posts and entities."""
