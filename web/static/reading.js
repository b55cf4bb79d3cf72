// Excerpts, newest article first, each with the toponym marked; and the head of an opened place.

import {direction, el, link} from "./dom.js";
import {whereabouts} from "./list.js";
import {t} from "./messages.js";
import {reasonWords} from "./reasons.js";
import {
  articleCount, confidence, day, mentionCount, percent, period, precision, role, UNSURE_BELOW,
} from "./words.js";
import {why} from "./why.js";

const SAMPLE = "geomap sample";

/** The head of an opened place. `remove` is null where it cannot be removed. */
export function placeHead(place, {back, only, isOnly, remove}) {
  const named = place.mentions
    ? t("{mentions} in {articles}", {mentions: mentionCount(place.mentions), articles: articleCount(place.articles)})
    : t("No article names it under these filters");
  const when = period(place.first_published, place.last_published);
  return el("header", {class: "place-head"},
    el("button", {type: "button", class: "back", on: {click: back}}, `\u2039 ${t("All places")}`),
    el("h2", {class: "place-name", tabindex: "-1", dir: "auto"}, place.name),
    el("p", {class: "place-where"}, whereabouts(place)),
    el("p", {class: "place-counts"}, named, when ? `${t(", ")}${when}` : ""),
    place.area ? el("p", {class: "place-note"}, t("Named as a whole, so it is an area on the map and not a point.")) : null,
    el("p", {class: "place-deeds"},
      el("button", {type: "button", class: "quiet", on: {click: only}},
        isOnly ? t("Show other places too") : t("Only this place on map and timeline")),
      remove ? el("button", {type: "button", class: "quiet danger", on: {click: remove}}, t("Remove this place")) : null));
}

/** Cards that go on page by page. */
export class Pages {
  paged = false;

  constructor({mentions, next}, ask, deeds, failed) {
    this.more = el("button", {type: "button", class: "more"}, t("More excerpts"));
    this.more.hidden = next === null;
    this.more.addEventListener("click", async () => {
      this.more.disabled = true;
      const page = await ask(next).catch(failed);
      this.more.disabled = false;
      if (page) {
        this.paged = true;
        this.more.before(...cards(page.mentions, deeds));
        next = page.next;
        this.more.hidden = next === null;
      }
    });
    this.parts = [...cards(mentions, deeds), this.more];
  }
}

/** One card an article; mentions of the same article that follow one another share it. */
export function cards(mentions, deeds) {
  const groups = [];
  for (const mention of mentions) {
    if (groups.at(-1)?.[0].article === mention.article) {
      groups.at(-1).push(mention);
    } else {
      groups.push([mention]);
    }
  }
  return groups.map((group) => card(group, deeds));
}

function card(mentions, deeds) {
  const [{article, title, source, published, url, language}] = mentions;
  const spoken = direction(language);
  return el("article", {"class": "card", "data-article": article},
    sourceLine({source, published}),
    el("h3", {class: "card-title", ...spoken}, link(url, title || t("Untitled article"))),
    ...mentions.map((mention) => excerpt(mention, spoken, deeds)),
    el("button", {
      "type": "button", "class": "quiet whole", "on": {click: () => deeds.article(article)},
      "aria-label": t("Read the whole article: {title}", {title: title || t("Untitled article")}),
    }, t("Read the whole article")));
}

/** Who published it, and when. */
export const sourceLine = ({source, published}) => el("p", {class: "card-source"},
  source === SAMPLE ? el("span", {class: "badge"}, t("sample")) : el("bdi", {}, source || t("unnamed source")),
  " ", published ? el("time", {datetime: published}, day(published)) : t("undated"));

function excerpt(mention, spoken, deeds) {
  const {text, start, end} = mention.excerpt;
  const letters = [...text]; // offsets count characters, not UTF-16 units
  const part = (from, to) => letters.slice(from, to).join("");
  const placeId = mention.place ? mention.place.place_id : null;
  return el("div", {
    "class": "excerpt", "data-place": placeId, "data-mention": mention.mention_id,
    "on": {pointerenter: () => deeds.hint(placeId), pointerleave: () => deeds.hint(null)},
  },
  el("blockquote", {...spoken},
    part(0, start), el("mark", {}, part(start, end)), part(end)),
  ...sureness(mention, deeds));
}

/** How sure, how precise, in which role; why; and what can be corrected. */
export function sureness(mention, deeds) {
  const {place, relation} = mention;
  const hollow = !place || mention.confidence < UNSURE_BELOW;
  return [
    el("p", {class: "sureness"},
      el("span", {class: hollow ? "dot dot-hollow" : "dot", "aria-hidden": "true"}),
      place ? el("button", {type: "button", class: "inline place-link", on: {click: () => deeds.place(place.place_id)}},
        el("bdi", {}, place.name)) : el("strong", {}, t("no place found")),
      el("span", {class: "fact"}, `${confidence(mention.confidence)}${t(", ")}${percent(mention.confidence)}`),
      el("span", {class: "fact"}, precision(mention.precision)),
      el("span", {class: "fact", title: mention.role_reason ? reasonWords(mention.role_reason).text : null}, role(mention.role)),
      relation ? el("span", {class: "fact"}, t("“{text}”: within some {n} km of the point", {
        text: relation.text, n: Math.round(relation.radius_km),
      })) : null),
    why(mention), deeds.correcting.controls(mention),
  ];
}
