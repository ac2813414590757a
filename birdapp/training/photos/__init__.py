"""The photos to train with: what each is for the list, and how the network sees it."""
