"""What the frozen body sees of photos, and where it looks."""
