"""The contrasts that the look promises, computed from the tokens themselves, in all four themes."""

import itertools
import math

import pytest

from closeknit.core import tokens

THEMES = ("light", "dark", "contrast", "contrast-dark")
WORDS, EDGES = 4.5, 3.0

# what is seen, on what, what WCAG 2.2 AA asks of it, and what it is in each theme
PAIRS = [
    ("text", "ground", WORDS, (16.4, 15.7, 19.0, 20.3)),
    ("text-soft", "ground", WORDS, (9.6, 10.6, 19.0, 20.3)),
    ("text-soft", "sunken", WORDS, (8.9, 11.3, 19.0, 20.3)),
    ("link", "ground", WORDS, (8.2, 10.0, 13.8, 15.8)),
    ("on-action", "action", WORDS, (8.6, 12.4, 13.8, 14.8)),
    ("on-band", "band", WORDS, (11.2, 16.9, 11.2, 17.8)),
    ("band-thread", "band", EDGES, (4.8, 10.3, 4.8, 10.8)),
    ("thread", "ground", EDGES, (4.5, 6.3, 7.4, 10.8)),
    ("thread-text", "ground", WORDS, (7.1, 9.6, 7.4, 10.8)),
    ("good-text", "good-ground", WORDS, (11.1, 11.8, 12.8, 17.6)),
    ("wait-text", "wait-ground", WORDS, (10.5, 12.1, 11.5, 18.6)),
    ("bad-text", "bad-ground", WORDS, (11.4, 11.9, 13.3, 17.3)),
    ("promise-text", "promise-ground", WORDS, (11.7, 11.9, 13.7, 17.2)),
    ("info-text", "info-ground", WORDS, (11.7, 11.7, 13.8, 17.3)),
    ("bad-edge", "surface", WORDS, (7.4, 8.7, 7.4, 10.8)),
    ("edge", "ground", EDGES, (4.3, 5.3, 19.0, 20.3)),
    ("focus", "ground", EDGES, (16.4, 11.7, 17.1, 13.2)),
    ("focus", "focus-halo", EDGES, (11.2, 12.4, 11.2, 12.4)),
    ("map-label", "map-land", WORDS, (8.9, 9.7, 8.9, 9.7)),
    ("map-label", "map-green", WORDS, (7.6, 7.7, 7.6, 7.7)),
    ("map-label", "map-water", WORDS, (6.4, 6.4, 6.4, 6.4)),
    ("map-pin", "map-land", EDGES, (6.6, 7.7, 6.6, 7.7)),
    ("map-pin", "map-green", EDGES, (5.6, 6.1, 5.6, 6.1)),
    ("map-pin", "map-water", EDGES, (4.8, 5.1, 4.8, 5.1)),
]

# Machado, Oliveira and Fernandes 2009, severity 1: what each kind of sight makes of linear sRGB.
SIGHTS = {
    "all three cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
PLAIN_TO_SEE = 0.09  # of OKLab distance


@pytest.mark.parametrize(
    ("seen", "on", "least", "promised", "theme"),
    [
        (seen, on, least, at, theme)
        for seen, on, least, all_four in PAIRS
        for at, theme in zip(all_four, THEMES, strict=True)
    ],
)
def test_what_is_seen_stands_out_as_promised(seen, on, least, promised, theme):
    ratio = tokens.contrast(seen, on, theme)
    assert ratio >= least
    assert ratio == pytest.approx(promised, abs=0.06)


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_neighbourhoods_differ_for_every_kind_of_sight(theme, sight):
    seen = [_oklab(_through(SIGHTS[sight], tokens.linear_rgb(f"area-{n}", theme))) for n in range(1, 5)]
    assert min(math.dist(one, other) for one, other in itertools.combinations(seen, 2)) > PLAIN_TO_SEE


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_quantities_climb_in_even_steps(theme):
    lightness = [tokens.oklch(f"seq-{n}", theme)[0] for n in range(1, 6)]
    steps = [abs(after - before) for before, after in itertools.pairwise(lightness)]
    assert min(steps) >= 0.12
    assert lightness in (sorted(lightness), sorted(lightness, reverse=True))


@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_names_the_same_tokens(theme):
    assert tokens.tokens(theme).keys() == tokens.tokens("light").keys()


def test_hex_follows_aliases_to_the_dye():
    assert tokens.hex_colour("band") == tokens.hex_colour("weld-500") == "#f9cc2f"
    assert tokens.hex_colour("linen-0") == "#ffffff"


def _through(sight, rgb):
    return tuple(min(1.0, max(0.0, sum(w * c for w, c in zip(row, rgb, strict=True)))) for row in sight)


def _oklab(rgb):
    red, green, blue = rgb
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )
