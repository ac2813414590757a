"""What the app says about itself: what is written down, what is counted."""
