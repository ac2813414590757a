"""The gallery on pages and in the API."""
