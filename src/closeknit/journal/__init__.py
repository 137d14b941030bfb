"""What happened, who wants to hear of it, and the letters that tell them."""
