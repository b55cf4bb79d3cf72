"""Short forms: behind these words a full stop ends no sentence, "Lt. Gen. A. Petrov"."""

SHORT_FORMS = frozenset(
    "a.m adm approx apr aug ave brig capt cf cmdr co col corp cpl d.c dec dept dr e.g est feb fig "
    "fr ft gen gov hon i.e inc jan jr jul jun lt ltd maj mar mr mrs ms msgr mt nov oct op p.m pfc "
    "pres prof pvt rep rev sen sep sept sgt spc sr st supt u.a.e u.k u.n u.s u.s.a vol vs "
    "г гг ген д др им кв км л млн млрд обл п полк р руб с см ст стр т т.е тел тыс ул чел "
    "вул грн м напр обл р-н рр смт тис".split()
)


def is_short_form(word: str) -> bool:
    """Return whether a word, without its full stop, is a short form or an initial."""
    return word.lower() in SHORT_FORMS or (len(word) == 1 and word.isalpha())
