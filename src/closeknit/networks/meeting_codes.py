"""The codes by which a telephone or a tablet comes into a meeting: no account, nothing to remember."""

import secrets

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is mistaken for another
SHORT, LONG = 8, 10  # typed from the projector; from the sheet on a table: 39 and 49 bits, beyond guessing


def join_code() -> str:
    """For everybody in the room: sign in, place dots."""
    return _made(SHORT)


def table_code() -> str:
    """For one table, or the desk: write down what is said there."""
    return _made(LONG)


def cleaned(typed: str) -> str:
    """As somebody typed it, without spaces, strokes and capitals; empty if it cannot be a code."""
    code = "".join(sign for sign in typed.lower() if sign not in " -–\u00a0")
    return code if len(code) in (SHORT, LONG) and set(code) <= set(LETTERS) else ""


def in_words(code: str) -> str:
    """In two parts, as one reads it aloud."""
    half = len(code) // 2
    return f"{code[:half]} {code[half:]}"


def _made(length: int) -> str:
    return "".join(secrets.choice(LETTERS) for _sign in range(length))
