"""gunicorn's worker, with a lobby in which clients wait: docs/SERVER.md says what for."""
