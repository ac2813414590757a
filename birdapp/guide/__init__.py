"""What is known of the birds: cards, look-alikes, where and when, search."""
