// What the filters of an export left, in words.

const either = (words) => words.join(t(" or "));

/** A sentence on what the mentions are, empty where they are all. */
function toldFilter(asked) {
  const parts = [
    asked.since && t("since {date}", {date: day(asked.since)}),
    asked.until && t("until {date}", {date: day(asked.until)}),
    asked.undated && t("without a date"),
    asked.words && t("with the words {words}", {words: asked.words}),
    asked.countries && t("in {countries}", {countries: either(asked.countries.map((code) => countryWord(code)))}),
    asked.sources && t("by {sources}", {sources: either(asked.sources)}),
    asked.languages && t("in the language {languages}", {languages: either(asked.languages.map((code) => languageWord(code, code)))}),
    asked.roles && t("that say {roles}", {roles: either(asked.roles.map(role))}),
    asked.precisions && t("that name {precisions}", {precisions: either(asked.precisions.map(precision))}),
    asked.confidence && t("at least {share} sure", {share: percent(asked.confidence)}),
    asked.place && t("of the place {place}", {place: asked.place}),
    asked.box && t("within a box"),
  ].filter(Boolean);
  return parts.length ? t("Only mentions {parts}.", {parts: parts.join(t(", "))}) : "";
}
