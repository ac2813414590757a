"""Photographs of the birds, and links to what others know of them."""
