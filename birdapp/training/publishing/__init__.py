"""From a finished run to the folder that the app serves."""
