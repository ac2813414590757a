"""Gathering licensed photos: to train with, and to show."""
