// The list: every place in view, most mentions first, and the areas named as a whole.

import {el} from "./dom.js";
import {countryName, provinceName} from "./outlines.js";
import {count, number, placeType, UNSURE_BELOW} from "./words.js";

const FIRST_ROWS = 60;

/** Where a place lies, in words: `town or village in Idlib, Syria`. */
export function whereabouts(place) {
  const within = [
    place.precision === "admin1" ? "" : provinceName(place.country, place.admin1),
    place.precision === "country" ? "" : countryName(place.country),
  ].filter((name) => name && name !== place.name);
  const type = placeType(place.place_type);
  return within.length ? `${type}, ${within.join(", ")}` : type;
}

export class List {
  #all = false;
  #shown = "";

  constructor({points, areas, open, hint}) {
    Object.assign(this, {points, areas, open, hint});
  }

  /** Show what is in view; the row that has the focus keeps it. */
  draw({places, areas, omitted}, empty) {
    const state = JSON.stringify([places, areas, omitted, this.#all, empty, countryName("SY")]);
    if (state === this.#shown) {
      return;
    }
    this.#shown = state;
    const focused = document.activeElement?.closest?.(".row")?.dataset.place;
    this.points.replaceChildren(...this.#points(places, omitted, empty, () => {
      this.#all = true;
      this.draw({places, areas, omitted}, empty);
    }));
    this.areas.replaceChildren(...this.#areas(areas));
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
      return [el("p", {class: "nothing"}, empty)];
    }
    const shown = this.#all ? places : places.slice(0, FIRST_ROWS);
    const parts = [
      heading("Places in view", places.length + omitted),
      this.#rows(shown, places[0].mentions),
    ];
    if (shown.length < places.length) {
      const text = `Show all ${number(places.length)}`;
      parts.push(el("button", {type: "button", class: "more", on: {click: showAll}}, text));
    } else if (omitted) {
      parts.push(el("p", {class: "nothing"}, `${count(omitted, "more place")} named less often; zoom in to see them.`));
    }
    return parts;
  }

  #areas(areas) {
    if (areas.length === 0) {
      return [];
    }
    return [heading("Areas named as a whole", areas.length), this.#rows(areas, areas[0].mentions)];
  }

  #rows(places, most) {
    return el("ol", {class: "rows"}, ...places.map((place) => this.#row(place, most)));
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
      el("span", {class: "unseen"}, place.mentions === 1 ? " mention" : " mentions")),
    el("span", {class: "row-where"}, whereabouts(place), unsure ? " \u00b7 unsure" : ""),
    bar));
  }
}

function heading(text, size) {
  return el("h2", {class: "rows-heading"}, text, " ", el("span", {class: "rows-size"}, number(size)));
}
