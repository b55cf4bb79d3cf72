// A whole article: its text with every toponym marked, each opening what is known of it.

import {direction, el, link} from "./dom.js";
import {t} from "./messages.js";
import {sourceLine, sureness} from "./reading.js";
import {mentionCount, UNSURE_BELOW} from "./words.js";

/** The contents of the view. */
export function articleView(article, deeds) {
  const spoken = direction(article.language);
  const details = el("div", {class: "mention-details", role: "status"});
  const found = article.mentions.filter((mention) => mention.kind === "place");
  return [
    el("button", {type: "button", class: "back", on: {click: deeds.back}}, `\u2039 ${t("Back")}`),
    sourceLine(article),
    el("h2", {class: "place-name article-title", tabindex: "-1", ...spoken},
      link(article.url, article.title || t("Untitled article"))),
    el("p", {class: "place-counts"}, mentionCount(found.length), " \u00b7 ",
      t("choose a marked name to see where it lies and why")),
    details,
    el("div", {class: "article-text", ...spoken}, ...marked(article, found, (mention, mark) => {
      mark.parentElement.querySelector(".mark-chosen")?.classList.remove("mark-chosen");
      mark.classList.add("mark-chosen");
      deeds.hint(mention.place?.place_id ?? null);
      details.replaceChildren(...about(mention, deeds));
    }, deeds)),
  ];
}

function about(mention, deeds) {
  return [
    el("h3", {class: "mention-name", dir: "auto"}, mention.name), ...sureness(mention, deeds),
    mention.place ? null : el("button", {
      type: "button", class: "secondary", on: {click: () => deeds.add(mention.name)},
    }, t("Add this place")),
  ].filter(Boolean);
}

function marked(article, found, choose, deeds) {
  const letters = [...article.text]; // offsets count characters, not UTF-16 units
  const parts = [];
  let at = 0;
  for (const mention of [...found].sort((one, other) => one.start - other.start)) {
    if (mention.start < at || mention.end > letters.length) {
      continue;
    }
    parts.push(letters.slice(at, mention.start).join(""));
    parts.push(mark(mention, letters.slice(mention.start, mention.end).join(""), choose, deeds));
    at = mention.end;
  }
  parts.push(letters.slice(at).join(""));
  return parts;
}

function mark(mention, text, choose, deeds) {
  const doubtful = !mention.place || mention.confidence < UNSURE_BELOW;
  const placeId = mention.place?.place_id ?? null;
  const element = el("button", {
    "type": "button", "class": doubtful ? "mark mark-unsure" : "mark", "data-mention": mention.mention_id,
    "on": {
      click: () => choose(mention, element),
      pointerenter: () => deeds.hint(placeId), pointerleave: () => deeds.hint(null),
    },
  }, text);
  return element;
}
