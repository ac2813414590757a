"""Training, evaluation and export; imported by the command line only."""
