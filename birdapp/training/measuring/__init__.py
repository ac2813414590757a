"""What a network is worth, on photos that it has not learnt from."""
