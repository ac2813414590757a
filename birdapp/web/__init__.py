"""What people and programs see: presentation only, no decision about a photo is taken here."""
