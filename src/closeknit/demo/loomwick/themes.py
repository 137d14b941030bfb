"""What people in Loomwick care about and do: the vocabulary that every hub may begin with."""

from closeknit.directory.ready_themes import BY_SLUG, THEMES, TOP, ReadyTheme

DemoTheme = ReadyTheme

__all__ = ["BY_SLUG", "THEMES", "TOP", "DemoTheme"]
