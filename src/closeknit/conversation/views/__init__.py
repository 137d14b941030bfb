"""The pages of the conversation room."""
