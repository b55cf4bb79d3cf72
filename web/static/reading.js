// An opened place: its excerpts, newest article first, each with the toponym marked.

import {direction, el, link} from "./dom.js";
import {whereabouts} from "./list.js";
import {confidence, count, day, percent, period, precision, UNSURE_BELOW} from "./words.js";
import {why} from "./why.js";

const SAMPLE = "geomap sample";

/** The head of an opened place. `remove` is null where it cannot be removed. */
export function placeHead(place, {back, remove}) {
  const named = place.mentions
    ? `${count(place.mentions, "mention")} in ${count(place.articles, "article")}`
    : "No article names it so far";
  const when = period(place.first_published, place.last_published);
  return el("header", {class: "place-head"},
    el("button", {type: "button", class: "back", on: {click: back}}, "\u2039 All places"),
    el("h2", {class: "place-name", tabindex: "-1"}, place.name),
    el("p", {class: "place-where"}, whereabouts(place)),
    el("p", {class: "place-counts"}, named, when ? `, ${when}` : ""),
    place.area ? el("p", {class: "place-note"}, "Named as a whole, so it is an area on the map and not a point.") : null,
    remove ? el("button", {type: "button", class: "quiet danger", on: {click: remove}}, "Remove this place") : null);
}

/** One card an article; mentions of the same article that follow one another share it. */
export function cards(mentions) {
  const groups = [];
  for (const mention of mentions) {
    if (groups.at(-1)?.[0].article === mention.article) {
      groups.at(-1).push(mention);
    } else {
      groups.push([mention]);
    }
  }
  return groups.map(card);
}

function card(mentions) {
  const [{article, title, source, published, url, language}] = mentions;
  const spoken = direction(language);
  return el("article", {"class": "card", "data-article": article},
    el("p", {class: "card-source"},
      source === SAMPLE ? el("span", {class: "badge"}, "sample") : el("bdi", {}, source || "unnamed source"),
      " ", published ? el("time", {datetime: published}, day(published)) : "undated"),
    el("h3", {class: "card-title", ...spoken}, link(url, title || "Untitled article")),
    ...mentions.map((mention) => excerpt(mention, spoken)));
}

function excerpt(mention, spoken) {
  const {text, start, end} = mention.excerpt;
  const letters = [...text]; // offsets count characters, not UTF-16 units
  const part = (from, to) => letters.slice(from, to).join("");
  return el("div", {class: "excerpt"},
    el("blockquote", {...spoken},
      part(0, start), el("mark", {}, part(start, end)), part(end)),
    el("p", {class: "sureness"},
      el("span", {class: mention.confidence < UNSURE_BELOW ? "dot dot-hollow" : "dot", "aria-hidden": "true"}),
      `${confidence(mention.confidence)}, ${percent(mention.confidence)}`,
      el("span", {class: "precision"}, precision(mention.precision))),
    why(mention));
}
