"""Relations between two named places: between them, on the road or at the border of both."""

import re
from typing import Literal

from geomap.parsing.relation_words import holds_any

Tie = Literal["between", "road", "border"]
REACH_BEFORE, REACH_AFTER = 70, 24
LONGEST_LINK = 34
# Between governments there are talks, not points on the ground.
NOT_ON_THE_GROUND = (
    r"(?:agreements?|alliances?|clash of words|cooperation|deals?|differences|disputes?|flights?|"
    r"negotiations|pacts?|relations(?:hip)?|rivalry|talks|tensions|ties|trade|treaty|truce|war|"
    r"ceasefire|difference|choice|comparison|calls?|meetings?|swap|exchange|"
    r"переговор\w*|отношени\w*|соглашени\w*|договор\w*|войн\w*|перемири\w*|"
    r"відносин\w*|угод\w*|війн\w*|перемир\w*|"
    r"المحادثات|محادثات|المفاوضات|مفاوضات|العلاقات|علاقات|اتفاق|الاتفاق|الحرب|حرب)"
)
EN_ROAD = (
    r"(?:roads?|highways?|motorways?|railways?|rail line|line|route|corridor|pipeline|supply line)"
)
CY_ROAD = r"(?:трасс\w*|дорог\w*|шоссе|автодорог\w*|автотрас\w*|шосе|маршрут\w*)"
AR_ROAD = r"(?:طريق|الطريق|أوتوستراد|الأوتوستراد)"
OF = r"(?: (?:the )?(?:\w+ ){0,2}(?:cities|city|towns?|villages?|provinces?|governorates?) of)?"
AND = re.compile(rf" (?:and|и|та|і|й){OF} (?:the )?| و ?", re.IGNORECASE)
TO = re.compile(rf" (?:to|with|and|в|до|на|إلى|الى){OF} (?:the )?| و ?", re.IGNORECASE)
DASH = re.compile(r" ?[-–—] ?")
SPACE = re.compile(r" ")
JOINS = re.compile(rf"{DASH.pattern}|{SPACE.pattern}")
# Looked for first: a name with none of these before it is tied to nothing.
BETWEEN_STEMS = ("between", "между", "між", "بين")
BORDER_STEMS = ("border", "frontier", "boundary", "границ", "кордон", "меж", "الحدود")
ROAD_STEMS = (
    "road", "highway", "motorway", "railway", "line", "route", "corridor", "pipeline", "трасс",
    "дорог", "шос", "маршрут", "طريق", "أوتوستراد",
)  # fmt: skip
BETWEEN = re.compile(
    rf"(?:(?P<not>{NOT_ON_THE_GROUND}) )?(?<!\w)(?:between|between the \w+ of|между|між|[وفب]?بين)"
    rf"{OF} (?:the )?$",
    re.IGNORECASE,
)
ROAD_BEFORE = re.compile(
    rf"(?<!\w)(?:(?:{EN_ROAD}(?: that)?(?: running| leading| runs| leads)? from"
    rf"|{EN_ROAD}(?: that| which)? (?:link(?:ing|s)|connect(?:ing|s)|join(?:ing|s)))(?: the)?"
    rf"|{CY_ROAD}(?: и?зі?с?)?|[وفبل]?{AR_ROAD}(?: من| الدولي)?) $",
    re.IGNORECASE,
)
ROAD_BEHIND = re.compile(rf" (?:\w+ )?{EN_ROAD}\b", re.IGNORECASE)
BORDER_BEFORE = re.compile(
    r"(?<!\w)(?:(?:border|frontier|boundary)(?: area| region)? (?:between|of)(?: the)?"
    r"|границ\w* (?:между )?|кордон\w* (?:між )?|меж[іи] |[وفبل]?الحدود بين"
    rf"){OF} ?$",
    re.IGNORECASE,
)
BORDER_BEHIND = re.compile(
    r" (?:provincial |administrative )?(?:border|frontier|boundary)", re.IGNORECASE
)
ON_ROAD = re.compile(rf"(?:{EN_ROAD}|{CY_ROAD}|{AR_ROAD}) $", re.IGNORECASE)


def tie_of(
    text: str, first: tuple[int, int], second: tuple[int, int]
) -> tuple[Tie, int, int] | None:
    """Return how two neighbouring names tell one point together, with the words' offsets."""
    link = text[first[1] : second[0]]
    if len(link) > LONGEST_LINK or "\n" in link or "." in link:
        return None
    if not AND.fullmatch(link) and not TO.fullmatch(link) and not JOINS.fullmatch(link):
        return None
    ahead = text[max(0, first[0] - REACH_BEFORE) : first[0]]
    tail = text[second[1] : second[1] + REACH_AFTER]
    if AND.fullmatch(link):
        return joined(ahead, tail, first, second) or road(ahead, tail, link, first, second)
    return road(ahead, tail, link, first, second)


def joined(
    ahead: str, tail: str, first: tuple[int, int], second: tuple[int, int]
) -> tuple[Tie, int, int] | None:
    """Return the tie of two names with "and" between them."""
    small = ahead.lower()
    border = BORDER_BEFORE.search(ahead) if holds_any(small, BORDER_STEMS) else None
    if border:
        return "border", first[0] - len(border.group()), second[1]
    between = BETWEEN.search(ahead) if holds_any(small, BETWEEN_STEMS) else None
    if between:
        if between["not"]:
            return None
        tie: Tie = "road" if ON_ROAD.search(ahead[: between.start()]) else "between"
        return tie, first[0] - len(between.group().lstrip()), second[1]
    behind = BORDER_BEHIND.match(tail)
    if behind:
        return "border", first[0], second[1] + behind.end()
    return None


def road(
    ahead: str, tail: str, link: str, first: tuple[int, int], second: tuple[int, int]
) -> tuple[Tie, int, int] | None:
    """Return the tie of two names at the ends of a road, or on the two sides of a border."""
    before = ROAD_BEFORE.search(ahead) if holds_any(ahead.lower(), ROAD_STEMS) else None
    if before and (TO.fullmatch(link) or DASH.fullmatch(link)):
        return "road", first[0] - len(before.group()), second[1]
    if before and SPACE.fullmatch(link) and "\u0600" <= ahead[-2:-1] <= "\u06ff":
        return "road", first[0] - len(before.group()), second[1]
    if not (DASH.fullmatch(link) or TO.fullmatch(link)):
        return None
    behind = ROAD_BEHIND.match(tail)
    if behind:
        return "road", first[0], second[1] + behind.end()
    border = BORDER_BEHIND.match(tail) if DASH.fullmatch(link) else None
    if border:
        return "border", first[0], second[1] + border.end()
    return None
