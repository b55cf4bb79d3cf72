// The list: every place in view, most mentions first, and the areas named as a whole.

import {el} from "./dom.js";
import {countryName, provinceName} from "./outlines.js";
import {number, t, tn} from "./messages.js";
import {countryWord, mentionCount, placeCount, placeType, UNSURE_BELOW} from "./words.js";

const FIRST_ROWS = 40; // of places, and of areas

/** Where a place lies, in words: `town or village in Idlib, Syria`. */
export function whereabouts(place) {
  const within = [
    place.precision === "admin1" ? "" : provinceName(place.country, place.admin1),
    place.precision === "country" ? "" : countryWord(place.country, countryName(place.country)),
  ].filter((name) => name && ![place.name, place.primary || ""].map(folded).includes(folded(name)));
  const type = placeType(place.place_type);
  return [type, ...within].join(t(", "));
}

/** A name without the marks in which spellings of it differ: ادلب is إدلب. */
const folded = (name) => name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

export class List {
  #all = false;
  #shown = "";

  constructor({points, areas, open, near, hint}) {
    Object.assign(this, {points, areas, open, near, hint});
  }

  /** Show what is in view; the row that has the focus keeps it. */
  draw({places, cells, areas, omitted}, empty) {
    const state = JSON.stringify([places, cells, areas, omitted, this.#all, empty.text, countryName("SY")]);
    if (state === this.#shown) {
      return;
    }
    this.#shown = state;
    const focused = document.activeElement?.closest?.(".row")?.dataset.place;
    const showAll = () => {
      this.#all = true;
      this.draw({places, cells, areas, omitted}, empty);
    };
    this.points.replaceChildren(...this.#points(merged(places, cells), omitted, empty, showAll));
    this.areas.replaceChildren(...this.#areas(areas, showAll));
    if (focused) {
      this.focus(focused);
    }
  }

  /** Put the focus on a place's row; false where it has none. */
  focus(placeId) {
    const rows = [...document.querySelectorAll("#view-list .row")];
    const row = rows.find((each) => each.dataset.place === placeId);
    row?.focus({preventScroll: false});
    return Boolean(row);
  }

  #points(places, omitted, empty, showAll) {
    if (places.length === 0) {
      return empty.parts();
    }
    const parts = [
      heading(t("Places in view"), omitted + places.reduce((sum, each) => sum + (each.places || 1), 0)),
      ...this.#rows(places, showAll),
    ];
    if (omitted && (this.#all || places.length <= FIRST_ROWS)) {
      parts.push(el("p", {class: "nothing"}, tn("{n} more place named less often; zoom in to see it.", "{n} more places named less often; zoom in to see them.", omitted)));
    }
    return parts;
  }

  #areas(areas, showAll) {
    return areas.length === 0 ? []
      : [heading(t("Areas named as a whole"), areas.length), ...this.#rows(areas, showAll)];
  }

  /** The first rows, and the button that shows the others. */
  #rows(places, showAll) {
    const most = places[0].mentions;
    const shown = this.#all ? places : places.slice(0, FIRST_ROWS);
    const rows = el("ol", {class: "rows"}, ...shown.map((place) =>
      place.largest ? this.#cellRow(place, most) : this.#row(place, most)));
    const text = t("Show all {n}", {n: number(places.length)});
    return shown.length === places.length ? [rows]
      : [rows, el("button", {type: "button", class: "more", on: {click: showAll}}, text)];
  }

  /** Places too near each other to be told apart: the row brings the map nearer. */
  #cellRow(cell, most) {
    const bar = el("span", {"class": "row-bar row-bar-cell", "aria-hidden": "true"});
    bar.style.width = `${100 * cell.mentions / Math.max(1, most)}%`;
    return el("li", {}, el("button", {
      type: "button", class: "row row-cell", on: {click: () => this.near(cell)},
    },
    el("span", {class: "row-name"}, el("bdi", {}, cell.largest.name), " ", el("span", {class: "row-more"},
      t("+\u2009{n}", {n: number(cell.places - 1)}))),
    el("span", {class: "row-count"}, number(cell.mentions),
      el("span", {class: "unseen"}, ` (${mentionCount(cell.mentions)})`)),
    el("span", {class: "row-where"}, t("{places} close together; zoom in to tell them apart", {
      places: placeCount(cell.places),
    })), bar));
  }

  #row(place, most) {
    const bar = el("span", {class: "row-bar", "aria-hidden": "true"});
    bar.style.width = `${100 * place.mentions / Math.max(1, most)}%`;
    const unsure = place.mentions && place.confidence < UNSURE_BELOW;
    const point = (placeId) => () => this.hint(placeId);
    return el("li", {}, el("button", {
      "type": "button", "class": `row${place.area ? " row-area" : ""}${unsure ? " row-unsure" : ""}`,
      "data-place": place.place_id,
      "on": {
        click: () => this.open(place.place_id),
        pointerenter: point(place.place_id), pointerleave: point(null),
        focus: point(place.place_id), blur: point(null),
      },
    },
    el("span", {class: "row-name"}, place.name),
    el("span", {class: "row-count"}, number(place.mentions),
      el("span", {class: "unseen"}, ` (${mentionCount(place.mentions)})`)),
    el("span", {class: "row-where"}, whereabouts(place), unsure ? ` \u00b7 ${t("unsure")}` : ""),
    bar));
  }
}

/** Places and cells, most mentions first. */
const merged = (places, cells) =>
  [...places, ...cells].sort((one, other) => other.mentions - one.mentions);

function heading(text, size) {
  return el("h2", {class: "rows-heading"}, text, " ", el("span", {class: "rows-size"}, number(size)));
}
