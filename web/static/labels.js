// Names on the map, most important first; a name that would cover another is left out.

import {el} from "./dom.js";
import {t} from "./messages.js";
import {Names} from "./names.js";
import {centreOf, outlineOf, outlines} from "./outlines.js";
import {mentionCount} from "./words.js";

const L = window.L;
const FIRST_PLACES = 14; // before the areas; the other places come after them
const IN_THE_WAY = 5; // pixels of radius from which a circle keeps names off
const EDGE = 0.75; // of the radius: a name may touch a circle's rim
const MOST = 130;
const COUNTRY_SHIFTS = [0, -16, 16, -32, 32, -48, 48];
const PART_SHIFTS = [0, -14, 14]; // a province's name must not stray into the next
const TOWN_RANKS = [1_000_000, 100_000, 0]; // people, from the largest lettering down
const TOWN_SIZES = [12, 11.5, 11];
const PART_ROOM = 0.5; // of a name's width, that the outline of a part must have

const measuring = document.createElement("canvas").getContext("2d");

export class Labels {
  #taken = [];
  #circles = [];
  #pane;
  #drawn = null;

  constructor(map, open) {
    this.map = map;
    this.open = open;
    this.#pane = map.getPane("labels");
    this.names = new Names(map, () => this.#drawn && this.draw(...this.#drawn));
    map.on("zoomstart", () => this.#pane.classList.add("labels-waiting"));
  }

  /** Place the names anew for what is in view. */
  async draw(places, areas, radius) {
    this.#drawn = [places, areas, radius];
    const countries = await outlines("countries");
    const focused = document.activeElement?.closest?.(".label")?.dataset.place;
    const size = this.map.getSize();
    this.view = {left: 2, top: 2, right: size.x - 2, bottom: size.y - 2};
    this.#taken = this.#controls();
    this.#circles = places.map((place) => this.#circle(place, radius(place.mentions)));
    const names = [
      ...places.slice(0, FIRST_PLACES).map((place, rank) => this.#ofPlace(place, rank)),
      ...areas.map((area) => this.#ofArea(area)),
      ...places.slice(FIRST_PLACES, MOST).map((place) => this.#ofPlace(place, FIRST_PLACES)),
      ...this.#ofCountries(countries, areas),
      ...this.#ofBase(places, areas),
    ].flat().filter(Boolean);
    this.#pane.replaceChildren(...names);
    this.#pane.classList.remove("labels-waiting");
    if (focused) {
      [...this.#pane.children].find((name) => name.dataset.place === focused)?.focus();
    }
  }

  /** Where buttons, legend and set filters are: a name under them could not be read. */
  #controls() {
    const origin = this.map.getContainer().getBoundingClientRect();
    const over = [
      ...this.map.getContainer().querySelectorAll(".leaflet-control"),
      ...document.querySelectorAll(".chips:not([hidden])"),
    ];
    return over.map((control) => {
      const {left, top, right, bottom} = control.getBoundingClientRect();
      return {
        left: left - origin.left, top: top - origin.top,
        right: right - origin.left, bottom: bottom - origin.top,
      };
    });
  }

  #circle(place, radius) {
    const {x, y} = this.map.latLngToContainerPoint([place.latitude, place.longitude]);
    const around = (r) => ({left: x - r, top: y - r, right: x + r, bottom: y + r});
    return {placeId: place.place_id, radius, box: around(radius), core: around(radius * EDGE)};
  }

  #ofPlace(place, rank) {
    const own = this.#circles.find((circle) => circle.placeId === place.place_id);
    const font = rank < 4 ? 14 : rank < FIRST_PLACES ? 12.5 : 11.5;
    const {name} = place;
    const {width, height} = sizeOf(name, `${rank < 4 ? 600 : 500} ${font}px`, 0);
    const {left, top, right, bottom} = own.box;
    const middle = (top + bottom - height) / 2;
    const centre = (left + right - width) / 2;
    const spots = [
      [right + 3, middle], [left - width - 3, middle],
      [centre, top - height - 1], [centre, bottom + 1],
    ];
    const box = this.#free(spots, width, height, place.place_id);
    const weight = rank < 4 ? 1 : rank < FIRST_PLACES ? 2 : 3;
    return box && this.#placed(
      el("span", {"class": `label label-rank-${weight}`, "aria-hidden": "true", "dir": "auto"}, name), box);
  }

  #ofArea(area) {
    const outline = outlineOf(area);
    const [longitude, latitude] = (outline && centreOf(outline)) || [area.longitude, area.latitude];
    const big = area.precision === "country";
    const name = big ? this.names.country(area.country, area.name)
      : area.name;
    const text = `${name} ${area.mentions}`;
    const size = sizeOf(big ? text.toUpperCase() : text, `500 ${big ? 11.5 : 12}px`, big ? 1.4 : 0.2);
    if (!big && outline && this.#widthOf(outline) < PART_ROOM * size.width) {
      return null;
    }
    const shifts = big ? COUNTRY_SHIFTS : PART_SHIFTS;
    const box = this.#around(longitude, latitude, size.width + 8, size.height, shifts);
    return box && this.#placed(
      el("button", {
        "type": "button", "class": `label label-area label-${big ? "country" : "part"}`,
        "data-place": area.place_id,
        "aria-label": `${name} ${area.mentions}: ${t("named as a whole")}, ${mentionCount(area.mentions)}`,
        "on": {click: (event) => {
          event.stopPropagation();
          this.open(area.place_id);
        }},
      }, name, " ", el("span", {class: "label-count"}, String(area.mentions))),
      box,
    );
  }

  #ofCountries(countries, areas) {
    const named = new Set(
      areas.filter((area) => area.precision === "country").map((area) => area.country));
    return countries.filter((feature) => !named.has(feature.properties.country))
      .map((feature) => this.#ofCountry(feature));
  }

  #ofCountry(feature) {
    const centre = centreOf(feature);
    const name = this.names.country(feature.properties.country, feature.properties.name);
    const size = sizeOf(name.toUpperCase(), "500 10.5px", 1.4);
    if (!centre || this.#widthOf(feature) < 0.9 * size.width) {
      return null;
    }
    const box = this.#around(...centre, size.width, size.height, COUNTRY_SHIFTS);
    return box && this.#placed(
      el("span", {"class": "label label-country", "aria-hidden": "true"}, name), box);
  }

  /** The base map's own names: towns with a dot, waters, regions, provinces. */
  #ofBase(places, areas) {
    const drawn = new Set([...places, ...areas].map((place) => place.place_id));
    return this.names.now().filter(({place_id: id}) => !drawn.has(id))
      .map((label) => (label.kind === "town" ? this.#ofTown(label) : this.#ofRegion(label)));
  }

  #ofTown(label) {
    const {x, y} = this.map.latLngToContainerPoint([label.latitude, label.longitude]);
    const rank = TOWN_RANKS.findIndex((least) => label.population >= least || label.capital);
    const {width, height} = sizeOf(label.name, `400 ${TOWN_SIZES[rank]}px`, 0);
    const spots = [
      [x + 5, y - height / 2], [x - 5 - width, y - height / 2],
      [x - width / 2, y - height - 4], [x - width / 2, y + 4],
    ];
    const dot = {left: x - 3, top: y - 3, right: x + 3, bottom: y + 3};
    if (!within(dot, this.view) || this.#taken.some((other) => overlap(dot, other))
        || this.#coversCircle(dot)) {
      return null;
    }
    const box = this.#free(spots, width, height, null, true);
    this.#taken.push(dot);
    return box && [
      this.#placed(el("span", {class: `town-dot${label.capital ? " town-dot-capital" : ""}`}), dot),
      this.#placed(el("span", {
        "class": `label label-town label-town-${rank + 1}`, "aria-hidden": "true", "dir": "auto",
      }, label.name), box),
    ];
  }

  #ofRegion(label) {
    const spacing = label.kind === "water" ? 0.3 : 0.8;
    const {width, height} = sizeOf(label.name, "italic 400 11.5px", spacing);
    const {x, y} = this.map.latLngToContainerPoint([label.latitude, label.longitude]);
    const spots = PART_SHIFTS.map((shift) => [x - width / 2, y - height / 2 + shift]);
    const box = this.#free(spots, width, height, null, true);
    return box && this.#placed(el("span", {
      "class": `label label-${label.kind}`, "aria-hidden": "true", "dir": "auto",
    }, label.name), box);
  }

  #coversCircle(box) {
    return this.#circles.some((circle) => overlap(box, circle.box));
  }

  /** How many pixels an outline is wide. */
  #widthOf(feature) {
    feature.bounds ??= L.geoJSON(feature).getBounds();
    const west = this.map.latLngToContainerPoint(feature.bounds.getSouthWest());
    const east = this.map.latLngToContainerPoint(feature.bounds.getNorthEast());
    return east.x - west.x;
  }

  #around(longitude, latitude, width, height, shifts) {
    const {x, y} = this.map.latLngToContainerPoint([latitude, longitude]);
    const spots = shifts.map((shift) => [x - width / 2, y - height / 2 + shift]);
    return this.#free(spots, width, height, null);
  }

  #free(spots, width, height, placeId, clear = false) {
    for (const [left, top] of spots) {
      const box = {left, top, right: left + width, bottom: top + height};
      if (within(box, this.view) && !this.#taken.some((other) => overlap(box, other))
          && !(clear ? this.#coversCircle(box) : this.#hidesCircle(box, placeId))) {
        this.#taken.push(box);
        return box;
      }
    }
    return null;
  }

  #hidesCircle(box, placeId) {
    return this.#circles.some((circle) =>
      circle.placeId !== placeId && circle.radius >= IN_THE_WAY && overlap(box, circle.core));
  }

  #placed(element, box) {
    const point = this.map.containerPointToLayerPoint([box.left, box.top]);
    element.style.left = `${Math.round(point.x)}px`;
    element.style.top = `${Math.round(point.y)}px`;
    return element;
  }
}

function sizeOf(text, font, spacing) {
  measuring.font = `${font} ${getComputedStyle(document.body).fontFamily}`;
  const height = Number.parseFloat(font.split(" ")[1]) * 1.25;
  return {width: measuring.measureText(text).width + spacing * text.length + 2, height};
}

const within = (box, view) =>
  box.left >= view.left && box.top >= view.top && box.right <= view.right
  && box.bottom <= view.bottom;

const overlap = (one, other) =>
  one.left < other.right && other.left < one.right && one.top < other.bottom
  && other.top < one.bottom;
