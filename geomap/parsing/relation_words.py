"""How a text tells a point by its relation to a named place, read in four languages.

Only words are read here; where the point lies is for `geomap.parsing.relations` to measure.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

Shape = Literal[
    "distance", "away", "direction", "part", "countryside", "near", "outside", "outskirts", "coast"
]
REACH_BEFORE, REACH_AFTER = 90, 45
KILOMETRES = {"mi": 1.609344, "m": 0.001, "y": 0.0009144}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the words around `text[start:end]` say, the name included.

    `bearing` is in degrees from north, None where no direction is told; `kilometres` is 0 and
    `spread_km`, half the width of "10 to 15 km", is 0 where no distance is told.
    """

    shape: Shape
    start: int
    end: int
    bearing: float | None = None
    kilometres: float = 0.0
    spread_km: float = 0.0


NUMBER_WORDS: dict[str, float] = {
    word: float(value)
    for value, words in {
        0.5: "half",
        1: "one a an один одного",
        2: "two два двух двох كيلومترين",
        3: "three три трёх трех трьох ثلاثة",
        4: "four четыре четырёх чотири чотирьох أربعة",
        5: "five several пять пяти несколько нескольких п'ять п’ять п'яти п’яти кілька "
        "кількох خمسة",
        6: "six шесть шести шість шести ستة",
        7: "seven семь семи сім семи سبعة",
        8: "eight восемь восьми вісім восьми ثمانية",
        9: "nine девять девяти дев'ять дев’ять تسعة",
        10: "ten десять десяти десятка عشرة",
        11: "eleven",
        12: "twelve dozen двенадцать двенадцати дванадцять",
        13: "thirteen", 14: "fourteen",
        15: "fifteen пятнадцать пятнадцати п'ятнадцять п’ятнадцять",
        16: "sixteen", 17: "seventeen", 18: "eighteen", 19: "nineteen",
        20: "twenty двадцать двадцати двадцять عشرين عشرون",
        30: "thirty тридцать тридцати тридцять ثلاثين ثلاثون",
        40: "forty сорок сорока أربعين أربعون",
        50: "fifty пятьдесят пятидесяти п'ятдесят п’ятдесят خمسين خمسون",
        60: "sixty шестьдесят шістдесят ستين ستون",
        70: "seventy семьдесят сімдесят سبعين سبعون",
        80: "eighty восемьдесят вісімдесят ثمانين ثمانون",
        90: "ninety девяносто дев'яносто дев’яносто تسعين تسعون",
        100: "hundred сто ста مئة مائة",
    }.items()
    for word in words.split()
}  # fmt: skip
DIGITS = r"\d[\d.,]*(?:[ \u00a0]\d{3})?"


def script_of(character: str) -> str:
    """Return which script a name's first letter belongs to: latin, cyrillic or arabic."""
    if "\u0400" <= character <= "\u052f":
        return "cyrillic"
    return "arabic" if "\u0600" <= character <= "\u06ff" else "latin"


def number_in(script: str) -> str:
    """Return the pattern of a number in figures or in the words of one script.

    Words of other scripts would be looked for at every letter.
    """
    words = sorted((word for word in NUMBER_WORDS if script_of(word[0]) == script), key=len)
    worded = "|".join(map(re.escape, reversed(words)))
    return (
        rf"(?<![\w.,])(?P<number>{DIGITS}(?:[ -–]{{1,3}}(?:to[ ])?{DIGITS})?"
        rf"|(?:a[ ]few|(?:a[ ])?(?:{worded})(?:[- ](?:{worded}))?))[ \u00a0-]?"
    )


ASIDE = r"(?:[ ]?\([^)\n]{1,30}\)|,[ ]or[ ][^,\n]{1,25},|[ ]?/[ ]?\d+[ ]?\w+)?"

EN_NUMBER = number_in("latin")
EN_UNIT = r"(?P<unit>kms?|kilomet(?:re|er)s?|miles?|mi|met(?:re|er)s?|m|yards)\b"
EN_DIRECTION = r"(?P<direction>(?:north|south)[- ]?(?:east|west)|north|south|east|west)"
EN_EASTERN = (
    r"(?P<direction>(?:(?:north|south)[- ]?)?(?:east|west)ern|(?:north|south)ern|"
    r"(?:(?-i:(?:north|south)(?:[- ]?(?:east|west))?|east|west)))"
)
EN_OF = (
    r"[ ](?:(?:the[ ]|a[ ])?(?:[\w-]+[ ]){0,3}?(?:city|town|village|hamlet|port|capital|centre|"
    r"center|settlement|district|(?P<area>province|governorate|region|oblast)|airport|camp|"
    r"stronghold|junction)(?:[ ]of|,)?[ ]|the[ ])?$"
)
EN_PARTS = (
    r"(?:(?P<country>countryside)|parts?|areas?|half|suburbs|edges?|outskirts|provinces?|districts?"
    r"|neighbou?rhoods?|regions?|coast)[ ]of"
)
ENGLISH: tuple[tuple[Shape, str], ...] = (
    ("distance", rf"{EN_NUMBER}{EN_UNIT}{ASIDE}[ ](?:away[ ])?"
                 r"(?:(?:to[ ])?the[ ]|due[ ]|further[ ]|directly[ ])?"
                 rf"{EN_DIRECTION}(?:wards?)?[ ](?:of|from){EN_OF}"),
    ("away", rf"(?:within[ ])?{EN_NUMBER}{EN_UNIT}{ASIDE}[ ](?:away[ ])?"
             r"(?:from|of|outside|off|beyond)" + EN_OF),
    ("direction", rf"\b(?P<the>the[ ])?{EN_DIRECTION}(?:wards?)?[ ]of{EN_OF}"),
    ("part", rf"\b{EN_EASTERN}[ ]{EN_PARTS}{EN_OF}"),
    ("part", rf"\b{EN_EASTERN}{EN_OF}"),
    ("coast", r"\boff[ ](?:the[ ])?(?:\w+[ ])?(?:coasts?|shores?)[ ](?:of|near|from|off)" + EN_OF),
    ("outskirts", r"\b(?:outskirts|edges?|fringes|periphery|gates)[ ]of" + EN_OF),
    ("outside", r"\boutside(?:[ ]of)?" + EN_OF),
    ("near", r"\b(?:near|nearby|close[ ]to|not[ ]far[ ]from|in[ ]the[ ]vicinity[ ]of|around|"
             r"adjacent[ ]to)" + EN_OF),
)  # fmt: skip

CY_NUMBER = number_in("cyrillic")
CY_UNIT = r"(?P<unit>км|к[иі]лометр\w*|мил\w+|м|метр\w*)\b"
CY_DIRECTION = (
    r"(?P<direction>(?:северо-|юго-)?(?:север|юг|южн|восто[кч]|запад)\w*"
    r"|п[іи]вн[іо]ч\w*(?:[- ](?:сх[іо]д|зах[іо]д)\w*)?"
    r"|півд\w*(?:[- ](?:сх[іо]д|зах[іо]д)\w*)?|(?:сх[іо]д|зах[іо]д)\w*)"
)
CY_OF = (
    r"[ ](?:(?:горо\w+|[гмс]\.|сел\w+|пос[её]лк\w+|деревн\w+|міст\w+|"
    r"(?P<area>провинци\w+|провінці\w+|област\w+)|порт\w*|част\w+|столиц\w+)[ ])?$"
)
CYRILLIC: tuple[tuple[Shape, str], ...] = (
    ("distance", rf"{CY_NUMBER}{CY_UNIT}{ASIDE}[ ](?:(?:к|на|до)[ ])?{CY_DIRECTION}"
                 rf"(?:[ ](?:от|від))?{CY_OF}"),
    ("away", rf"{CY_NUMBER}{CY_UNIT}{ASIDE}[ ](?:от|від){CY_OF}"),
    ("direction", rf"\b(?:(?:к|на)[ ])?{CY_DIRECTION}(?:[ ](?:от|від)|(?<=ее)|(?<=іше)){CY_OF}"),
    ("part", rf"\b{CY_DIRECTION}(?<!ом)(?<!ым)(?<!им){CY_OF}"),
    ("coast", r"\b(?:берегов|побережья|берегів|узбережжя)" + CY_OF),
    ("outskirts", r"\b(?:окраин\w+|околиц[іяю]|пригород\w*|передміст\w*)" + CY_OF),
    ("near", r"\b(?:под|близ|вблизи|около|возле|рядом[ ]со?|окрестностях|вокруг|біля|поблизу|"
             r"(?:недалеко|неподал[её]ку|поблизости)[ ]от|неподалік(?:[ ]від)?|поруч[ ]і?з|під|"
             r"околицях|навколо)" + CY_OF),
)  # fmt: skip

AR_NUMBER = number_in("arabic")
AR_UNIT = r"(?P<unit>(?:كيلو[ ]?متر|كيلومتر|كلم|كم|ميل|أميال|متر)[\w\u064b-\u0652]*)"
AR_DIRECTION = (
    r"(?P<direction>(?:ال)?(?:شمال|جنوب)(?:ية?)?(?:[ ](?:ال)?(?:شرق|غرب)(?:ية?)?)?"
    r"|(?:ال)?(?:شرق|غرب)(?:ية?)?)"
)
AR_OF = r"[ ](?:(?:مدينة|بلدة|قرية|(?P<area>محافظة|ولاية|إقليم|ريف)|ميناء|قطاع)[ ])?$"
AR_START = r"(?<!\w)[وفبل]?"
ARABIC: tuple[tuple[Shape, str], ...] = (
    ("distance", rf"{AR_NUMBER}{AR_UNIT}{ASIDE}[ ](?:[إا]لى[ ])?{AR_DIRECTION}(?:[ ]من)?{AR_OF}"),
    ("away", rf"{AR_NUMBER}{AR_UNIT}{ASIDE}[ ](?:من|عن|خارج){AR_OF}"),
    ("direction", rf"{AR_START}{AR_DIRECTION}(?:[ ]من)?{AR_OF}"),
    ("coast", rf"{AR_START}قبالة(?:[ ](?:سواحل|ساحل|شواطئ))?{AR_OF}"),
    ("outskirts", rf"{AR_START}(?:أطراف|مشارف|تخوم|ضواحي){AR_OF}"),
    ("near", rf"{AR_START}(?:قرب|بالقرب[ ]من|القرب[ ]من|جوار|محيط|مقربة[ ]من){AR_OF}"),
)  # fmt: skip

BEHIND = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:['’]s?)?[ ](?:province[ ])?(?:{EN_EASTERN}[ ])?(?:rural[ ])?(?P<country>countryside)",
        rf"['’]s?[ ]{EN_EASTERN}\b(?![ ](?:neighbou?r|border|front|ally|allies))",
    )
)
ARABIC_BEHIND = re.compile(rf"[ ]{AR_DIRECTION}(?!\w)")
ARABIC_HELD = re.compile(r"(?<!\w)[وفبل]?(?:(?P<country>ريف)|محافظة|أحياء|مناطق)[ ]$")
SHAPES = {"latin": ENGLISH, "cyrillic": CYRILLIC, "arabic": ARABIC}
# What an English relation may end with, right before the name.
LAST_WORDS = frozenset(
    "of from outside off beyond near nearby to around the north south east west northern southern "
    "eastern western northeast northwest southeast southwest northeastern northwestern "
    "southeastern southwestern city town village hamlet port capital centre center settlement "
    "district province governorate region oblast airport camp stronghold junction".split()
)
LAST_WORD = re.compile(r"(?<!\w)(\w+),? $")
LONGEST_LAST = 18
# A relation is told with one of these; looking for them first keeps the many names without fast.
SIDES = ("north", "south", "east", "west")
ENGLISH_STEMS: dict[Shape, tuple[str, ...]] = {
    "distance": SIDES,
    "away": (*"0123456789", "km", "kilom", "mile", " mi ", "metre", "meter", " m ", "-m ", "yard"),
    "direction": SIDES,
    "part": SIDES,
    "coast": ("coast", "shore"),
    "outskirts": ("outskirt", "edge", "fringe", "periphery", "gates"),
    "outside": ("outside",),
    "near": ("near", "close to", "not far from", "vicinity", "around", "adjacent"),
}
CYRILLIC_STEMS = tuple(
    "север юг южн восто запад півн півд схід сход захід захо км километ кілометр под "
    "близ около возле рядом окрест округ недалек неподал поруч під біля поблиз околиц "
    "навколо окраин берег побереж узбереж пригород передміст метр".split()
)
ARABIC_STEMS = tuple(
    "شمال جنوب شرق غرب كم كلم كيلو ميل متر قرب جوار محيط أطراف مشارف تخوم ضواحي قبالة".split()
)


def told_of(text: str, start: int, end: int) -> Told | None:
    """Return the relation told of the name `text[start:end]`, or None."""
    script = script_of(text[start : start + 1])
    behind = told_behind(text, start, end, script)
    if behind:
        return behind
    opening = max(0, start - REACH_BEFORE)
    if script == "latin":
        if text[start - 1 : start] != " ":
            return None
        last = LAST_WORD.search(text, max(0, start - LONGEST_LAST), start)
        if last is None or last[1].lower() not in LAST_WORDS:
            return None
    ahead = text[opening:start]
    ahead = ahead[ahead.rfind("\n") + 1 :]
    opening = start - len(ahead)
    for shape, pattern in shapes_hinted(script, ahead.lower()):
        match = compiled(pattern).search(ahead)
        if match:
            return told(shape, match, opening + match.start(), end)
    return None


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern compiled once it is needed: all of them take a sixth of a short parse."""
    return re.compile(pattern, re.IGNORECASE)


def shapes_hinted(script: str, small: str) -> Iterable[tuple[Shape, str]]:
    """Return the shapes of which some words in small letters hold a stem, in their order."""
    shapes = SHAPES[script]
    if script == "latin":
        told = {shape for shape, stems in ENGLISH_STEMS.items() if holds_any(small, stems)}
        if "away" not in told:
            told.discard("distance")  # has a side and is measured
        return [each for each in shapes if each[0] in told] if told else ()
    stems = CYRILLIC_STEMS if script == "cyrillic" else ARABIC_STEMS
    return shapes if holds_any(small, stems) else ()


def holds_any(small: str, stems: tuple[str, ...]) -> bool:
    """Return whether some words hold any of these stems."""
    for stem in stems:  # noqa: SIM110  # a generator would take twice as long
        if stem in small:
            return True
    return False


def told(shape: Shape, match: re.Match[str], start: int, end: int) -> Told:
    """Return what a match says, from its named groups."""
    groups = match.groupdict()
    if groups.get("country") or (groups.get("area") and shape in ("part", "direction")):
        shape = "countryside"
    if shape == "direction" and groups.get("the"):
        shape = "part"  # "in the north of Syria"
    low, high = number_range(groups["number"]) if groups.get("number") else (0.0, 0.0)
    each = unit_km(groups["unit"]) if groups.get("unit") else 0.0
    words = groups.get("direction")
    return Told(
        shape=shape, start=start, end=end, bearing=bearing_of(words) if words else None,
        kilometres=each * (low + high) / 2, spread_km=each * (high - low) / 2,
    )  # fmt: skip


def told_behind(text: str, start: int, end: int, script: str) -> Told | None:
    """Return the relation told behind a name: "Aleppo's southern countryside"."""
    tail = text[end : end + REACH_AFTER]
    if script == "arabic":
        match = ARABIC_BEHIND.match(tail) if tail.startswith((" ال", " ش", " ج", " غ")) else None
        held = ARABIC_HELD.search(text, max(0, start - 12), start) if match else None
        if not match or not held:
            return None
        shape: Shape = "countryside" if held["country"] else "part"
        bearing = bearing_of(match["direction"])
        return Told(shape=shape, start=held.start(), end=end + match.end(), bearing=bearing)
    if script != "latin" or not tail.startswith((" ", "'", "’")):
        return None
    tail = text[end - 1 : end] + tail if text[end - 1 : end] in "'’" else tail
    if tail[0] == " " and "countryside" not in tail.lower():
        return None
    for pattern in BEHIND:
        match = pattern.match(tail)
        if match:
            return countryside_or_part(text, start, end, match)
    return None


def countryside_or_part(text: str, start: int, end: int, match: re.Match[str]) -> Told:
    """Return what stands behind a name, with a direction that stands before it."""
    direction, opening = match["direction"], start
    if not direction:
        before = re.search(rf"\b{EN_EASTERN}[ ]$", text[max(0, start - 16) : start], re.IGNORECASE)
        if before:
            direction, opening = before["direction"], start - len(before.group())
    return Told(
        shape="countryside" if "country" in match.re.groupindex else "part",
        start=opening, end=end + match.end(),
        bearing=bearing_of(direction) if direction else None,
    )  # fmt: skip


STEMS: tuple[tuple[float, tuple[str, ...]], ...] = (
    (0.0, ("north", "север", "північ", "півноч", "شمال")),
    (180.0, ("south", "юг", "южн", "півд", "جنوب")),
    (90.0, ("east", "восто", "схід", "сход", "شرق")),
    (270.0, ("west", "запад", "захід", "заход", "غرب")),
)


def bearing_of(words: str) -> float | None:
    """Return the bearing of a direction in any of the languages, degrees from north."""
    small = words.lower()
    found = [bearing for bearing, stems in STEMS if any(stem in small for stem in stems)]
    if not found:
        return None
    if len(found) == 1:
        return found[0]
    return {(0, 90): 45.0, (180, 90): 135.0, (180, 270): 225.0, (0, 270): 315.0}.get(
        (int(found[0]), int(found[1]))
    )


def unit_km(unit: str) -> float:
    """Return how many kilometres one of a unit is."""
    small = unit.lower()
    if small.startswith(("km", "kil", "км", "кил", "кіл", "كيلو", "كم", "كلم")):
        return 1.0
    if small.startswith(("mi", "мил", "ميل", "أميال")):
        return KILOMETRES["mi"]
    return KILOMETRES["y"] if small.startswith("y") else KILOMETRES["m"]


def number_range(words: str) -> tuple[float, float]:
    """Return the least and the greatest number said: "10 to 15", "twenty-five", "1,200"."""
    if words.strip()[:1].isdigit():
        found = [digits(part) for part in re.findall(r"\d[\d.,]*(?:[ \u00a0]\d{3})?", words)]
        return min(found), max(found)
    said = [word for word in re.split(r"[- ]", words.lower()) if word not in ("a", "of")]
    if said == ["few"]:
        return 3.0, 3.0
    total = spoken(said)
    return total, total


def spoken(words: Iterable[str]) -> float:
    """Return the number that some words say: "two hundred", "twenty five"."""
    total = 0.0
    for word in words:
        value = NUMBER_WORDS.get(word, 0.0)
        total = (total or 1.0) * value if value == 100 else total + value
    return total


def digits(part: str) -> float:
    """Return a number in figures, whatever marks its thousands: 1,200 and 1 200, 1.5 and 1,5."""
    bare = re.sub(r"[ \u00a0]", "", part).rstrip(".,")
    bare = re.sub(r"[.,](?=\d{3}(?:\D|$))", "", bare).replace(",", ".")
    return float(bare) if bare.count(".") <= 1 else 0.0
