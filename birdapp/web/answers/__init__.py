"""What is shown of one photo or of several."""
