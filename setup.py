"""There is no package to install: pages, models and settings lie beside the code."""

raise SystemExit("Urban Bird Recognizer is run from its folder, not installed: see README.md.")
