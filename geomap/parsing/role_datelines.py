"""Datelines: a place that a report was written in, "BEIRUT (Agency) -", or credited to."""

import re

from geomap.parsing.surroundings import Surroundings

DATE = (
    r"\d{1,2}|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|январ|феврал|март|апрел|ма[яй]|июн|"
    r"июл|август|сентябр|октябр|ноябр|декабр|січ|лют|берез|квіт|трав|черв|лип|серп|верес|жовт|"
    r"листоп|груд"
)
DATELINE_REACH = 90
DATELINE_HEAD = 40
DATELINE = re.compile(
    r"[ \t]*(?P<names>[^\n(—–]{2,60}?)[ \t]*"
    r"(?P<proof>\([^)\n]{2,40}\)[ \t]*"
    rf"|[,،.]? (?i:{DATE})[^\n(—–-]{{0,25}}(?:\([^)\n]{{2,40}}\) ?)?)*"
    r"(?:—|–|--?)\s"
)
DASH = re.compile(r"[—–-]\s")  # looked for first: most lines have none
CREDITS = re.compile(r"(?:reporting|writing|editing|report) by [^)\n]*$", re.IGNORECASE)


def dateline_proof(around: Surroundings) -> str:
    """Return why a mention is where the report was written or told, or nothing."""
    text, start = around.text, around.start
    line = text.rfind("\n", start - DATELINE_REACH if start > DATELINE_REACH else 0, start) + 1
    if start - line <= DATELINE_HEAD and (line or start <= DATELINE_HEAD):
        reach = line + DATELINE_REACH + 40
        match = DATELINE.match(text, line, reach) if DASH.search(text, line, reach) else None
        if match and start < match.end() and proves_dateline(match):
            return f"heads the report: “{match.group().strip()}”"
    opened = text.rfind("(", start - 120 if start > 120 else 0, start)
    if opened >= 0 and text.find(")", opened, start) < 0 and CREDITS.search(text, opened, start):
        return "stands in the report's credits"
    return ""


def proves_dateline(match: re.Match[str]) -> bool:
    """Return whether the words before a dash are a dateline: capitals, an agency or a date."""
    names = match["names"].split(",")[0].split("،")[0].strip()
    if names.isupper():
        return True
    if not match["proof"] or len(names.split()) > 3:
        return False
    return names[:1].isupper() or "\u0621" <= names[:1] <= "\u064a"
