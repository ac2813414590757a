"""The whole site as files, for any host that has no Python: docs/FILES.md."""
