"""The hand drawing of Loomwick: knots on paper (x right, y down), from which all shapes grow.
Move a knot and everything that hangs on it follows."""

from closeknit.demo.loomwick.plane import Point

OUTLINE: tuple[Point, ...] = (
    (648, 370), (625, 396), (605, 419), (573, 435), (544, 448), (528, 468), (502, 479), (484, 495),
    (456, 499), (432, 505), (413, 517), (394, 537), (371, 547), (347, 567), (320, 582), (291, 583),
    (265, 566), (242, 550), (213, 548), (192, 532), (155, 539), (130, 524), (108, 506), (91, 484),
    (75, 461), (55, 441), (51, 413), (36, 390), (35, 362), (51, 334), (69, 310), (96, 290),
    (106, 271), (102, 249), (87, 221), (85, 193), (88, 167), (96, 140), (114, 119), (133, 99),
    (148, 71), (171, 52), (201, 45), (231, 38), (263, 46), (293, 52), (320, 61), (346, 66),
    (375, 52), (401, 62), (429, 66), (453, 80), (465, 110), (482, 127), (493, 149), (519, 159),
    (539, 174), (552, 195), (566, 216), (567, 241), (587, 261), (606, 284), (625, 310), (639, 339),
)  # fmt: skip

# The River Teasel's middle line from west to east: the border of north and south.
RIVER: tuple[Point, ...] = (
    (102, 249), (128, 262), (158, 288), (190, 284), (222, 266), (252, 276), (276, 274), (300, 264),
    (330, 268), (352, 284), (372, 306), (398, 318), (418, 316), (440, 327), (466, 336), (492, 322),
    (520, 317), (548, 332), (574, 334), (604, 352), (648, 370),
)  # fmt: skip

# Lines between wards, each from junction to junction; junctions lie on the outline, the river or
# another line's end. The last two parted wards only before the review of 2022, or moved with it.
WARD_LINES: dict[str, tuple[Point, ...]] = {
    # Warpfield
    "tenter-shuttle": ((201, 45), (212, 95), (220, 144)),
    "tenter-teasel": ((220, 144), (258, 148), (300, 164), (331, 158)),
    "shuttle-teasel": ((220, 144), (190, 172), (169, 202)),
    "shuttle-spinners": ((169, 202), (128, 178), (88, 167)),
    "teasel-spinners": ((169, 202), (182, 244), (190, 284)),
    # Warpfield from Weftbridge
    "divide-north": ((346, 66), (333, 110), (331, 158)),
    "divide-middle": ((331, 158), (316, 190), (306, 215)),
    "divide-market": ((306, 215), (300, 264)),
    # Weftbridge
    "madder-fuller": ((331, 158), (365, 172), (395, 195)),
    "madder-bleach": ((395, 195), (404, 138), (429, 66)),
    "bleach-dyehouse": ((395, 195), (452, 222), (517, 224), (566, 216)),
    "fuller-dyehouse": ((395, 195), (404, 256), (398, 318)),
    # Heddle Hill
    "ropewalk-carder": ((190, 284), (170, 312), (165, 345)),
    "carder-top": ((165, 345), (205, 366), (252, 344), (296, 350)),
    "ropewalk-upper": ((165, 345), (158, 385)),
    "ropewalk-lower": ((158, 385), (172, 425)),
    "top-selvedge": ((172, 425), (216, 446), (262, 440)),
    "ropewalk-selvedge": ((172, 425), (118, 436), (75, 461)),
    # Heddle Hill from Bobbin Green
    "divide-bridge": ((330, 268), (318, 310), (296, 350)),
    "divide-rise": ((296, 350), (280, 392)),
    "divide-foot": ((280, 392), (262, 440)),
    "divide-south": ((262, 440), (248, 500), (265, 566)),
    # Bobbin Green
    "green-woolpack": ((440, 327), (416, 388), (385, 446)),
    "green-treadle": ((262, 440), (325, 462), (385, 446)),
    "treadle-woolpack": ((385, 446), (404, 480), (413, 517)),
    "woolpack-skein": ((520, 317), (498, 400), (502, 479)),
    # Before the review
    "old-upper-lower": ((158, 385), (215, 398), (280, 392)),
    "old-tenter-south": ((220, 144), (246, 196), (306, 215)),
    "old-bleach-west": ((395, 195), (442, 150), (465, 110)),
}

# A spot inside each smallest piece of the drawing.
PIECES: dict[str, Point] = {
    "tenter": (275, 100), "tenter-south": (275, 182), "shuttle": (155, 120), "teasel": (230, 225),
    "spinners": (125, 215), "madder": (365, 120), "bleach-west": (430, 118), "bleach": (500, 185),
    "fuller": (350, 220), "dyehouse": (490, 270), "ropewalk": (100, 360), "carder": (230, 315),
    "top-upper": (220, 378), "top-lower": (220, 420), "selvedge": (160, 490), "green": (350, 390),
    "treadle": (320, 510), "woolpack": (450, 430), "skein": (550, 390),
}  # fmt: skip

# Parks and woods: middle, half width, half height, turn in degrees.
GREENS: dict[str, tuple[Point, float, float, float]] = {
    "Tenter Meadow": ((268, 112), 36, 24, 20),
    "Bleachfield": ((444, 166), 42, 26, 28),
    "Selvedge Wood": ((140, 476), 44, 33, 22),
    "Bobbin Green": ((318, 408), 15, 11, 0),
    "Skein Park": ((548, 420), 30, 14, -32),
    "Teasel Marsh": ((583, 306), 23, 13, 38),
    "Heddle Common": ((196, 398), 20, 15, 40),
    "Spinners Allotments": ((112, 206), 14, 11, 60),
    "Woolpack Fields": ((462, 462), 22, 12, -12),
    "Shuttle Rec": ((176, 88), 17, 12, -30),
}

# Main roads, hand laid. Streets between them grow by themselves (see streets.py).
ROADS: dict[str, tuple[Point, ...]] = {
    "Fuller Street": ((338, 256), (344, 226), (362, 196), (374, 160), (377, 112), (375, 52)),
    "Weft Bridge": ((338, 256), (346, 280), (352, 302)),
    "Bobbin Road": ((352, 302), (358, 345), (350, 400), (346, 460), (338, 520), (347, 567)),
    "Teasel Road": (
        (206, 252), (262, 248), (300, 240), (338, 256), (384, 284), (428, 298), (474, 300),
        (520, 294), (575, 316), (639, 339),
    ),
    "Shuttle Street": ((300, 240), (256, 196), (220, 164), (180, 130), (152, 96), (148, 71)),
    "Tenter Lane": ((220, 164), (224, 110), (231, 38)),
    "Spinners Way": ((220, 164), (172, 186), (130, 186), (85, 193)),
    "Carder Street": ((352, 302), (304, 304), (252, 318), (216, 344)),
    "Hill Road": ((216, 344), (226, 392), (228, 440), (221, 500), (213, 548)),
    "Ropewalk": ((216, 344), (176, 364), (128, 376), (80, 366), (35, 362)),
    "Fordgate": ((206, 252), (200, 284), (186, 320), (176, 364)),
    "Woolpack Road": ((352, 302), (400, 350), (450, 374), (500, 384), (552, 392), (625, 396)),
    "Skein Bridge": ((520, 294), (520, 318), (508, 350), (500, 384)),
    "Dyehouse Lane": ((428, 298), (444, 262), (474, 240), (522, 244), (567, 241)),
    "Bleachfield Road": ((362, 196), (400, 206), (452, 212), (504, 204), (552, 195)),
    "Treadle Road": ((242, 550), (266, 496), (304, 474), (346, 460), (402, 474), (432, 505)),
    "Heddle Rise": ((226, 392), (262, 384), (310, 382), (350, 400)),
    "Madder Lane": ((256, 196), (290, 156), (332, 122), (377, 112), (422, 102), (465, 110)),
}  # fmt: skip
