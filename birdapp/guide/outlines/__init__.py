"""Outlines of the region's places, for the button that finds where a photo was taken."""
