"""From bytes to an Identification: nothing here knows a page, a request or a bird's name."""
