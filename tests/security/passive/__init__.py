"""What a passive scan of the running site finds: python -m tests.security.passive [URL]"""
