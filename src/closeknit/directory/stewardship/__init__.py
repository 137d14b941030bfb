"""How a group comes in, who looks after its page, and how the page stays true."""
