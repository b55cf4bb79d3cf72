# cython: language_level=3
"""The scoring kernel: what an article's countries and clear places add to each candidate.

Plain Python; scoring.pxd adds the C types when a compiler is at hand. The same tests run over
both. A term is (score, words, what to put into the words): the words are put together when
somebody asks for the reasons.
"""

from math import radians

from geomap.parsing import maths
from geomap.parsing.scales import CONTINENT, COUNTRY, NEAR_KM, OTHER

EARTH_RADIUS_KM = 6371.0088
# The two nearest places further away than this say nothing: 2 * exp(-560 / 150) < 0.05.
OUT_OF_SIGHT = maths.cos(560.0 / EARTH_RADIUS_KM)
LEAST_CLOSENESS = 0.05
LEAST_TERM = 0.05
LEAST_COUNT = 0.2
# A candidate this far behind the best can no longer win by what its neighbours say.
HOPELESS = 5.0
TEMPERATURE = 1.1
# What the place meant scores when no gazetteer lists it: a share of the confidence is kept for it.
UNLISTED_SCORE = 0.3
NAMED_WITH_ONE = "named with {}, {:.0f} km away"
NAMED_WITH_TWO = "named with {} and {}, {:.0f} and {:.0f} km away"


class Standing:
    """A place as one name bears it, before any article; articles share it.

    `rank` is CONTINENT, COUNTRY or OTHER, `own_type` its place type with all populated types as
    one; `outshone` says that the bare name means a city and not this area around it; `countries`
    are those it is named with: its own, and who else claims it.
    """

    def __init__(self, place, score, terms, rank, own_type, outshone, countries):
        self.place = place
        self.place_id = place.place_id
        self.score = score
        self.terms = terms
        self.rank = rank
        self.own_type = own_type
        self.outshone = outshone
        self.countries = countries
        self.country = place.country
        self.province = (place.country, place.admin1) if place.admin1 else None
        east = radians(place.longitude)
        north = radians(place.latitude)
        self.x = maths.cos(north) * maths.cos(east)
        self.y = maths.cos(north) * maths.sin(east)
        self.z = maths.sin(north)


class Rated:
    """A place while it is being scored in an article: the terms of its score so far."""

    def __init__(self, standing, score, terms):
        self.standing = standing
        self.place = standing.place
        self.score = score
        self.terms = terms

    def add(self, score, words, parts=()):
        """Add a term, unless it is too small to matter."""
        if score >= LEAST_TERM or score <= -LEAST_TERM:
            self.score += score
            self.terms.append((score, words, parts))

    def copy(self):
        """Return one that can be changed alone."""
        return Rated(self.standing, self.score, self.terms.copy())


def fresh(standings):
    """Return a pool of candidates nothing in the article has touched yet."""
    return [Rated(standing, standing.score, list(standing.terms)) for standing in standings]


def in_order(pool):
    """Return a pool best first; of equals, by identifier."""
    found = list(pool)
    for i in range(1, len(found)):
        rated = found[i]
        j = i - 1
        while j >= 0 and before(rated, found[j]):
            found[j + 1] = found[j]
            j -= 1
        found[j + 1] = rated
    return found


def before(one, other):
    """Return whether one candidate comes before another."""
    if one.score != other.score:
        return one.score > other.score
    return one.standing.place_id < other.standing.place_id


def shares(counts, own):
    """Return each country's weight on a logarithmic scale, the most named being near 1.

    What `own` says is taken off the counts first.
    """
    rest = {}
    most = 1.0
    for country, total in counts.items():
        count = total
        if own is not None:
            count -= own.get(country, 0.0)
        if count > LEAST_COUNT:
            rest[country] = count
        if count > most:
            most = count
    scale = maths.log1p(most)
    return {country: maths.log1p(count) / scale for country, count in rest.items()}


def weigh_countries(pool, countries):
    """Add how well each place's country fits the article; weights go from 0 to 1."""
    if not countries:
        return
    for rated in pool:
        standing = rated.standing
        if standing.rank == CONTINENT or not standing.countries:
            continue
        share = -1.0
        country = ""
        for code in standing.countries:
            found = countries.get(code, 0.0)
            if found > share or (found == share and code > country):
                share = found
                country = code
        if share > 0.0:
            weight = 1.5 if standing.rank == COUNTRY else 2.4
            rated.add(rounded(weight * share, 10.0), "the article is about {}", (country,))
        elif standing.rank != COUNTRY:
            rated.add(-0.6, "{} is not named in the article", (country,))


class Anchors:
    """The places that names surely mean, by the name that gave each."""

    def __init__(self, standings):
        self.keys = list(standings)
        self.standings = list(standings.values())
        self.provinces = {}
        for standing in self.standings:
            if standing.province is not None:
                count = self.provinces.get(standing.province, 0)
                self.provinces[standing.province] = count + 1

    def weigh(self, key, pool):
        """Add what the other anchors say of a name's candidates: same province, short distances."""
        own = self.keys.index(key) if key in self.keys else -1
        if not pool or len(self.keys) <= (own >= 0):
            return
        best = max([rated.score for rated in pool])
        for rated in pool:
            if rated.score >= best - HOPELESS and rated.standing.rank == OTHER:
                self.weigh_province(rated, own)
                self.weigh_distance(rated, own)

    def weigh_province(self, rated, own):
        """Add what other anchors in the same first-level division say for a place."""
        province = rated.standing.province
        if province is None:
            return
        found = self.provinces.get(province, 0)
        if found and own >= 0 and self.standings[own].province == province:
            found -= 1
        if found > 0:
            rated.add(0.7 + 0.4 * min(found - 1, 2), "other places of its province are named")

    def weigh_distance(self, rated, own):
        """Add what the two nearest anchors say for a place; of equals, the one named first."""
        standing = rated.standing
        first = second = -1
        nearest = next_nearest = -2.0
        for i in range(len(self.standings)):
            if i == own:
                continue
            other = self.standings[i]
            cosine = standing.x * other.x + standing.y * other.y + standing.z * other.z
            if cosine > nearest:
                second = first
                next_nearest = nearest
                first = i
                nearest = cosine
            elif cosine > next_nearest:
                second = i
                next_nearest = cosine
        if nearest < OUT_OF_SIGHT:
            return
        km = EARTH_RADIUS_KM * maths.acos(min(1.0, nearest))
        closeness = maths.exp(-km / NEAR_KM)
        one = self.standings[first].place.name
        if second < 0:
            if closeness > LEAST_CLOSENESS:
                rated.add(rounded(1.1 * closeness, 10.0), NAMED_WITH_ONE, (one, km))
            return
        further = EARTH_RADIUS_KM * maths.acos(min(1.0, next_nearest))
        closeness += maths.exp(-further / NEAR_KM)
        if closeness > LEAST_CLOSENESS:
            two = self.standings[second].place.name
            rated.add(rounded(1.1 * closeness, 10.0), NAMED_WITH_TWO, (one, two, km, further))


def confidences(pool, most):
    """Return the share of the first `most` candidates of an ordered pool.

    Some is kept for a place that no gazetteer lists.
    """
    if not pool:
        return []
    top = pool[0].score
    total = 0.0
    found = []
    for rated in pool:
        weight = maths.exp((rated.score - top) / TEMPERATURE)
        total += weight
        if len(found) < most:
            found.append(weight)
    total += maths.exp((UNLISTED_SCORE - top) / TEMPERATURE)
    return [weight / total for weight in found]


def rounded(value, parts):
    """Return a number to the nearest of so many parts of one, halves up: 10 for tenths.

    Python's own goes by the decimals of the number, and takes ten times as long.
    """
    return maths.floor(value * parts + 0.5) / parts


def kilometres(one, other):
    """Return the great-circle distance between two places on a sphere, in kilometres."""
    lat1 = radians(one.latitude)
    lat2 = radians(other.latitude)
    half = radians(other.longitude - one.longitude) / 2
    chord = (
        maths.sin((lat2 - lat1) / 2) ** 2 + maths.cos(lat1) * maths.cos(lat2) * maths.sin(half) ** 2
    )
    return 2 * EARTH_RADIUS_KM * maths.asin(min(1.0, maths.sqrt(chord)))
