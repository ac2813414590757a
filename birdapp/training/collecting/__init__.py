"""Gathering photos to train with."""
