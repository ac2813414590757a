"""What the engine in the browser needs from here: docs/PHONE.md."""
