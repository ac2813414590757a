"""What keeps the project the same tomorrow: locks, drift, base images."""
