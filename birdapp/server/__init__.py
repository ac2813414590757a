"""What stands between the internet and the app: who is let in, when, with how much."""
