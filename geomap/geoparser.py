"""The geoparser: from an article's text to mentions with places, confidence and reasons."""

from collections.abc import Iterable, Sequence
from operator import attrgetter

from gazetteer import ACRONYM, Gazetteer, Hit, NamedSense, open_world
from geomap._version import VERSION
from geomap.errors import GeomapError
from geomap.model import Article, Embedded, Mention, Parsed
from geomap.parsing.abbreviations import abbreviated_spans
from geomap.parsing.battlegrounds import Battlegrounds, battlegrounds_of, groups_in
from geomap.parsing.deciding import Hints, decide
from geomap.parsing.embedding import in_organisations, in_phrases
from geomap.parsing.evidence import Evidence
from geomap.parsing.habits import Habits
from geomap.parsing.hints import Focus, parse_focus
from geomap.parsing.lexicon import lexicon, phrases
from geomap.parsing.recognising import Recogniser
from geomap.parsing.relations import with_relations
from geomap.parsing.scoring import shares
from geomap.parsing.spans import Recognised, Span, Taken
from geomap.parsing.toponyms import Toponym, folded
from geomap.parsing.unknown import unknown_toponyms

MIN_CONFIDENCE = 0.35
GIVEN_SCORE = 6.0
PARTLY_KNOWN_SCORE = -1.0
SURE = 1.5  # a score of recognition
MEMORISED = 50_000  # toponyms


class Draft:
    """An article on its way through the steps, and what each has made of it."""

    hits: list[Hit]
    recogniser: Recogniser
    judged: list[Recognised]
    battlegrounds: Battlegrounds
    embedded: list[Embedded]
    mentions: list[Mention]
    parsed: Parsed

    def __init__(self, article: Article) -> None:
        self.article = article
        self.text = article.text


class Geoparser:
    """Reads articles against a gazetteer; the compiled world unless another is given.

    `focus` is where the reader knows the articles to play, as "SY" or "SY,LB" too, `habits` what
    their sources usually write about. A mention whose best candidate has less than
    `min_confidence`, 0 to 1, stays unresolved. Raises GeomapError where one of them is neither.
    """

    def __init__(
        self,
        gazetteer: Gazetteer | None = None,
        *,
        min_confidence: float = MIN_CONFIDENCE,
        focus: Focus | str | None = None,
        habits: Habits | None = None,
    ) -> None:
        if not 0 <= min_confidence <= 1:
            raise GeomapError(f"min_confidence is {min_confidence}; write a share from 0 to 1")
        self._world = gazetteer or open_world()
        self.gazetteer = self._world.with_phrases(phrases())
        self.min_confidence = min_confidence
        self.focus = parse_focus(focus) if isinstance(focus, str) else focus
        self.habits = habits or Habits()
        self._lexicon = lexicon()
        self._toponyms: dict[tuple[str, tuple[tuple[int, int], ...]], Toponym] = {}

    @property
    def version(self) -> str:
        """Which rules and which gazetteer gave an answer."""
        return f"{VERSION}+{self.gazetteer.version}"

    def parse(self, article: Article | str) -> list[Mention]:
        """Return the mentions of an article, places and demonyms, in text order."""
        return self.read(article).mentions

    def parse_all(self, articles: Iterable[Article | str]) -> list[list[Mention]]:
        """Return for each article, in their order, what `parse` does.

        All are held at once: a hundred take an eighth less than one by one while no garbage is
        collected, as in an ingest, and not less where it is.
        """
        return [each.mentions for each in self._read(articles)]

    def read(self, article: Article | str) -> Parsed:
        """Return an article's mentions, and the places embedded in names of other things."""
        return self._read([article])[0]

    def _read(self, articles: Iterable[Article | str]) -> list[Parsed]:
        """Take each step for all articles before the next: what it needs stays in the cache."""
        drafts = [Draft(as_article(each)) for each in articles]
        for step in (self._match, self._recognise, self._resolve, self._relate):
            for draft in drafts:
                step(draft)
        return [draft.parsed for draft in drafts]

    def _match(self, draft: "Draft") -> None:
        draft.hits = self.gazetteer.find(draft.text)

    def _recognise(self, draft: "Draft") -> None:
        draft.recogniser = self._recogniser(draft.text, draft.hits)
        draft.judged = draft.recogniser.judge(self._spans(draft.text, draft.hits))
        draft.battlegrounds = battlegrounds_named(draft.judged, draft.text, draft.hits)
        self._weigh_countries(draft.judged, draft.battlegrounds)

    def _resolve(self, draft: "Draft") -> None:
        accepted = [each for each in draft.judged if each.accepted]
        others = [each for each in draft.judged if not each.accepted]
        embedded = in_phrases(draft.text, draft.hits, self._world) + in_organisations(others)
        mentions = decide(
            accepted, others=(), links=draft.recogniser.links, embedded=embedded,
            battlegrounds=draft.battlegrounds, hints=self._hints(draft.article),
            least=self.min_confidence,
        )  # fmt: skip
        mentions += unknown_toponyms(
            draft.text, draft.recogniser.words, draft.judged, self._lexicon
        )
        draft.mentions = sorted(mentions, key=attrgetter("start"))
        draft.embedded = sorted(embedded, key=attrgetter("start"))

    def _relate(self, draft: "Draft") -> None:
        mentions = with_relations(draft.text, draft.mentions)
        draft.parsed = Parsed(mentions=mentions, evidence=draft.embedded)

    def resolve_spans(
        self, article: Article | str, spans: Sequence[tuple[int, int]]
    ) -> list[Mention]:
        """Return one mention for each given span, in the order given, however doubtful.

        What else the article names counts as evidence. Raises GeomapError where a span is not of
        the text.
        """
        given = as_article(article)
        text = given.text
        for start, end in spans:
            if not 0 <= start < end <= len(text):
                raise GeomapError(
                    f"span {start} to {end} is not of a text of {len(text):,} characters; "
                    "offsets count its characters, the end is behind the last"
                )
        hits = self.gazetteer.find(text)
        short = {span.start: span for span in abbreviated_spans(text, self.gazetteer)}
        asked = [self._given_span(text, start, end, short) for start, end in spans]
        taken = Taken(spans)
        others = [s for s in self._spans(text, hits) if not taken.meets(s.start, s.end)]
        recogniser = self._recogniser(text, hits)
        judged = recogniser.judge([*asked, *others])
        grounds = battlegrounds_named(judged, text, hits)
        wanted, evidence = judged[: len(asked)], judged[len(asked) :]
        for each in wanted:
            self._accept(each)
        return decide(
            wanted, others=[each for each in evidence if each.accepted], links=recogniser.links,
            embedded=in_phrases(text, hits, self._world), battlegrounds=grounds,
            hints=self._hints(given), least=0.0,
        )  # fmt: skip

    def _recogniser(self, text: str, hits: Iterable[Hit]) -> Recogniser:
        persons = [(hit.start, text[hit.start : hit.end]) for hit in hits if hit.phrase == "person"]
        return Recogniser(text, self._lexicon, persons=persons)

    def _hints(self, article: Article) -> Hints:
        return Hints(focus=self.focus, habits=self.habits.of(article.source))

    def _spans(self, text: str, hits: Iterable[Hit]) -> list[Span]:
        """Return the names the matcher found, with the senses of each."""
        short = abbreviated_spans(text, self.gazetteer)
        taken = Taken((span.start, span.end) for span in short)
        spans = [
            Span(hit.start, hit.end, self._toponym(text[hit.start : hit.end], hit.names))
            for hit in hits
            if not hit.phrase and not taken.meets(hit.start, hit.end)
        ]
        return sorted([*spans, *short], key=lambda span: span.start)

    def _toponym(self, name: str, names: tuple[tuple[int, int], ...]) -> Toponym:
        """Return what is known of a name, the same for every article."""
        known = self._toponyms.get((name, names))
        if known is None:
            if len(self._toponyms) > MEMORISED:
                self._toponyms.clear()
            known = self._toponyms[name, names] = Toponym(name, self._senses(names))
        return known

    def _senses(self, names: Iterable[tuple[int, int]]) -> tuple[NamedSense, ...]:
        return tuple(self.gazetteer.meanings(names))

    def _given_span(self, text: str, start: int, end: int, short: dict[int, Span]) -> Span:
        """Return a span somebody else found: the names that fill it, else the longest within.

        `short` holds the text's abbreviations by where they begin.
        """
        name = text[start:end]
        if start in short and end in (short[start].end, short[start].end - 1):
            return Span(start, end, Toponym(name, short[start].senses))
        senses = tuple(self.gazetteer.named(name))
        if not senses:
            hits = [hit for hit in self._world.find(name) if hit.names]
            longest = max(hits, key=lambda hit: hit.end - hit.start, default=None)
            senses = self._senses(longest.names) if longest else ()
        return Span(start, end, Toponym(name, senses))

    def _accept(self, each: Recognised) -> None:
        """Take a given span as a place, with doubt where only part of its name is known."""
        each.score, each.vetoed = max(each.score, GIVEN_SCORE), False
        name = each.span.toponym.folded
        if each.span.senses and not any(
            sense.flags & ACRONYM or folded(sense.spelling) == name for sense in each.span.senses
        ):
            each.add(PARTLY_KNOWN_SCORE - each.score, "only part of the name is known")

    def _weigh_countries(self, judged: Sequence[Recognised], grounds: Battlegrounds) -> None:
        """Weigh doubtful spans by whether the article is about a country they could lie in."""
        evidence = Evidence()
        evidence.add_named([each for each in judged if each.score > SURE])
        known = shares(evidence.counts, None)
        for each in judged:
            told = known or grounds
            if each.kind == "place" and not each.vetoed and -2.0 < each.score < 2.5 and told:
                weigh_country(each, known, grounds)


def battlegrounds_named(
    judged: Sequence[Recognised], text: str, hits: Sequence[Hit]
) -> Battlegrounds:
    """Return where those are known to fight whom a text names."""
    return battlegrounds_of([each for each in judged if each.score > SURE], groups_in(text, hits))


def weigh_country(
    each: Recognised, known: dict[str, float], grounds: Battlegrounds
) -> None:  # fmt: skip
    """Add whether the article is about a country the name could lie in."""
    weights = each.span.toponym.weights
    fits = [fit for fit in weights if known.get(fit[1], 0.0) > 0.3]
    fought = [fit for fit in weights if fit[1] in grounds]
    if not fits and fought:
        if max(fought)[0] > -1.0:
            country = max(fought)[1]
            each.add(0.7, "may lie in {}, a known battleground of “{}”", country,
                     grounds[country][1])  # fmt: skip
    elif not fits:
        each.add(-0.7, "lies in no country the article is about")
    elif max(fits)[0] > -1.0:
        each.add(0.7, "may lie in {}, which the article is about", fits[0][1])


def as_article(article: Article | str) -> Article:
    """Return an article, made from a text where only that is given; TypeError for anything else."""
    if isinstance(article, Article):
        return article
    if not isinstance(article, str):
        raise TypeError(f"an article is an Article or its text, not {type(article).__name__}")
    return Article(text=article)
