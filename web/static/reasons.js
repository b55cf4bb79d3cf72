// Reasons in the reader's language: they are stored in English, in few forms with names in them.

import {LOCALE, t} from "./messages.js";
import {localName} from "./naming.js";
import {countryName} from "./outlines.js";
import {countryWord} from "./words.js";

const KINDS = Object.fromEntries([
  ["place", t("place")], ["populated place", t("populated place")], ["capital", t("capital")],
  ["seat of a province", t("seat of a province")], ["seat of a district", t("seat of a district")],
  ["neighbourhood", t("neighbourhood")], ["country", t("country")], ["province", t("province")],
  ["district", t("district")], ["continent", t("continent")], ["region", t("region")],
  ["ocean", t("ocean")], ["sea", t("sea")], ["gulf", t("gulf")], ["strait", t("strait")],
  ["channel", t("channel")], ["river", t("river")], ["canal", t("canal")], ["lake", t("lake")],
  ["wetland", t("wetland")], ["airport", t("airport")], ["base", t("military base")],
  ["border crossing", t("border crossing")], ["camp", t("camp")], ["dam", t("dam")],
  ["port", t("port")], ["island", t("island")], ["islands", t("islands")],
  ["peninsula", t("peninsula")], ["cape", t("cape")], ["mountain", t("mountain")],
  ["mountains", t("mountains")], ["plateau", t("plateau")], ["plain", t("plain")],
  ["valley", t("valley")], ["desert", t("desert")], ["oasis", t("oasis")], ["forest", t("forest")],
]);

// What each name in braces may stand for, and how it is said.
const PARTS = {
  kind: {shape: "[a-z -]+", said: (word) => KINDS[word]},
  country: {shape: "[A-Z]{2}", said: (code) => countryWord(code, countryName(code))},
  n: {shape: "[\\d.,]+"}, m: {shape: "[\\d.,]+"},
  place: {shape: ".+?", said: localName}, other: {shape: ".+?", said: localName},
};
const ANYTHING = {shape: ".+"};

const said = (value) => LOCALE === "en" ? value : `\u2068${value}\u2069`; // its direction is its own

/** One form of a reason; the first that fits counts, so the particular stand above the general. */
function template(text) {
  const names = [];
  const pattern = text.split(/\{(\w+)\}/).map((part, at) => {
    if (at % 2 === 0) {
      return part.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
    }
    names.push(part);
    return `(${(PARTS[part] || ANYTHING).shape})`;
  }).join("");
  return {text, names, pattern: new RegExp(`^${pattern}$`, "su")};
}

const TEMPLATES = [
  template("decided by {who} on {day}"),
  template("a place added by hand"),
  template("a place of the list “{words}”"),
  template("a place of unknown size"),
  template("a place of {n} people"),
  template("a {kind} of unknown size"),
  template("a {kind} of {n} people"),
  template("the name of a {kind}"),
  template("no known place"),
  template("its own name, spelled just so"),
  template("its other name “{words}”"),
  template("a form of “{words}”"),
  template("“{words}” is first of all the country"),
  template("news means it by this name"),
  template("lies in the focus you gave"),
  template("{words} often writes about places there"),
  template("said to be near {place}, {n} km away"),
  template("said to lie in {place}"),
  template("holds a {place}"),
  template("named together with {place}, of the same kind and country"),
  template("named with {place} and {other}, {n} and {m} km away"),
  template("named with {place}, {n} km away"),
  template("the article is about {country}"),
  template("{country} is not named in the article"),
  template("may lie in {country}, which the article is about"),
  template("may lie in {country}, a known battleground of “{words}”"),
  template("a known battleground of “{words}”"),
  template("lies in no country the article is about"),
  template("other places of its province are named"),
  template("called an area here"),
  template("called a mountain or a lake here"),
  template("called a {kind} here"),
  template("a part of it is named, which means the area around the city"),
  template("a bare name means the city, not the area around it"),
  template("the people or the adjective of a country or region"),
  template("a people or an adjective, not a place"),
  template("stands behind “{words}”; no gazetteer knows it"),
  template("stands behind “{words}”"),
  template("stands before “{words}”"),
  template("linked with “{words}” beside it"),
  template("a name of several words"),
  template("a very short name"),
  template("begins a sentence"),
  template("stands in a line of capitals"),
  template("“{words}” is an ordinary word"),
  template("“{words}” is mostly an ordinary word"),
  template("“{words}” stands in small letters elsewhere in the article"),
  template("a language: “{words}”"),
  template("follows a first name"),
  template("follows the title “{words}”"),
  template("a first name before “{words}”"),
  template("also a first name"),
  template("also a surname"),
  template("speaks: “{words}”"),
  template("in this article a person's name"),
  template("elsewhere in the article this is a person's name"),
  template("part of an organisation's name: “{words}”"),
  template("part of a longer name: “{words}”"),
  template("no country, but us: “{words}”"),
  template("with the Turkish ending “{words}”"),
  template("gives its name to a body that sits there: “{words}”"),
  template("gives its name to what was agreed there: “{words}”"),
  template("only the first word of a name: “{words}”"),
  template("inside “{words}”, {sort}"),
  template("names a ship: “{words}”"),
  template("names a street: “{words}”"),
  template("{words}, so the point lies there, give or take {n} km"),
  template("{words}, so the point lies midway, give or take {n} km"),
  template("{words}, so the point lies around {place}, give or take {n} km"),
  template("something happens there: “{words}”"),
  template("something is bound for it: “{words}”"),
  template("something comes from it: “{words}”"),
  template("named in passing: “{words}”"),
  template("told from there: “{words}”"),
  template("heads the report: “{words}”"),
  template("stands in the report's credits"),
  template("nothing is said to happen there"),
  template("acts as a government: “{words}”"),
  template("acts through others: “{words}”"),
  template("treated as a government: “{words}”"),
  template("a government: “{words}”"),
  template("a side taken: “{words}”"),
  template("owns what a government has: “{words}”"),
  template("a state and what it owns: “{words}”"),
  template("a {kind}"),
];

/** A reason as a reader reads it: its text, and its language where it is not the page's. */
export function reasonWords(text) {
  for (const {pattern, names, text: form} of TEMPLATES) {
    const match = pattern.exec(text);
    const words = match && filling(names, match.slice(1));
    if (words) {
      return {text: t(form, words)};
    }
  }
  return {text, lang: "en", dir: "ltr"};
}

/** What stands between the braces in the reader's language; null where one is not known. */
function filling(names, values) {
  const words = names.map((name, at) =>
    PARTS[name]?.said ? PARTS[name].said(values[at]) : values[at]);
  return words.every(Boolean)
    ? Object.fromEntries(names.map((name, at) => [name, said(words[at])])) : null;
}
