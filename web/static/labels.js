// Names on the map, most important first; a name that would cover another is left out.

import {el} from "./dom.js";
import {t} from "./messages.js";
import {Names} from "./names.js";
import {centreOf, countriesRead, outlineOf} from "./outlines.js";
import {boxAround, Room, sizeOf} from "./room.js";
import {mentionCount} from "./words.js";

const FIRST_PLACES = 14; // before the areas; the other places come after them
const MOST = 130;
const COUNTRY_SHIFTS = [0, -16, 16, -32, 32, -48, 48];
const PART_SHIFTS = [0, -14, 14]; // a province's name must not stray into the next
const TOWN_RANKS = [1_000_000, 100_000, 0]; // people, from the largest lettering down
const TOWN_SIZES = [12, 11.5, 11];
const PART_ROOM = 0.5; // of a name's width, that the outline of a part must have
const EDGE = 2; // pixels of the map's edge without names

export class Labels {
  #room = null;
  #pane;
  #drawn = null;
  #held = new Map(); // what a name says and whose it is -> its element
  #controls = null;
  #watching = new ResizeObserver(() => { this.#controls = null; });

  constructor(map, open) {
    this.map = map;
    this.open = open;
    this.#pane = map.getPane("labels");
    this.names = new Names(map, () => this.redraw());
    map.on("zoomstart", () => this.#pane.classList.add("labels-waiting"));
    map.on("resize", () => { this.#controls = null; });
  }

  /** Place the names anew for what is in view: places, most mentions first, and areas. */
  draw(places, areas, radius) {
    this.#drawn = [places, areas, radius];
    const size = this.map.getSize();
    const view = {left: EDGE, top: EDGE, right: size.x - EDGE, bottom: size.y - EDGE};
    this.#room = new Room(view, this.#buttons());
    for (const place of places) {
      const {x, y} = this.#point(place.longitude, place.latitude);
      this.#room.circle(place.place_id, x, y, radius(place.mentions));
    }
    const ofPlace = (place, rank) => this.#ofPlace(place, rank, radius(place.mentions));
    this.#show([
      ...places.slice(0, FIRST_PLACES).map(ofPlace),
      ...areas.map((area) => this.#ofArea(area)),
      ...places.slice(FIRST_PLACES, MOST).map((place) => ofPlace(place, FIRST_PLACES)),
      ...this.#ofCountries(areas),
      ...this.#ofBase(places, areas),
    ].flat().filter(Boolean));
    this.#pane.classList.remove("labels-waiting");
  }

  /** Place the names of the last view anew, with what has come since. */
  redraw() {
    this.#drawn && this.draw(...this.#drawn);
  }

  /** Put names on the map; those that are there already stay the same elements. */
  #show(wanted) {
    const focused = document.activeElement?.closest?.(".label")?.dataset.place;
    const shown = new Map();
    for (const {key, made, box} of wanted) {
      const held = this.#held.get(key) || {element: made(), left: NaN, top: NaN};
      const point = this.map.containerPointToLayerPoint([box.left, box.top]).round();
      if (held.left !== point.x || held.top !== point.y) {
        held.element.style.left = `${point.x}px`;
        held.element.style.top = `${point.y}px`;
        [held.left, held.top] = [point.x, point.y];
      }
      held.element.isConnected || this.#pane.append(held.element);
      shown.set(key, held);
    }
    for (const [key, {element}] of this.#held) {
      shown.has(key) || element.remove();
    }
    this.#held = shown;
    if (focused && !document.activeElement.closest(".label")) {
      [...this.#pane.children].find((name) => name.dataset.place === focused)?.focus();
    }
  }

  /** Read where the buttons are, before others write what the browser would have to lay out. */
  measure = () => this.#buttons();

  /** Where buttons, legend and set filters are: a name under them could not be read. */
  #buttons() {
    const controls = [
      ...this.map.getContainer().querySelectorAll(".leaflet-control"),
      ...document.querySelectorAll(".chips:not([hidden])"),
    ];
    if (this.#controls?.length !== controls.length) {
      const origin = this.map.getContainer().getBoundingClientRect();
      this.#controls = controls.map((control) => {
        this.#watching.observe(control);
        const {left, top, right, bottom} = control.getBoundingClientRect();
        return {
          left: left - origin.left, top: top - origin.top,
          right: right - origin.left, bottom: bottom - origin.top,
        };
      });
    }
    return this.#controls;
  }

  #point = (longitude, latitude) => this.map.latLngToContainerPoint([latitude, longitude]);

  #ofPlace(place, rank, radius) {
    const {x, y} = this.#point(place.longitude, place.latitude);
    const font = rank < 4 ? 14 : rank < FIRST_PLACES ? 12.5 : 11.5;
    const {name} = place;
    const size = sizeOf(name, `${rank < 4 ? 600 : 500} ${font}px`, 0);
    const {left, top, right, bottom} = boxAround(x, y, radius);
    const spots = [
      [right + 3, y - size.height / 2], [left - size.width - 3, y - size.height / 2],
      [x - size.width / 2, top - size.height - 1], [x - size.width / 2, bottom + 1],
    ];
    const box = this.#room.take(spots, size, {own: place.place_id});
    const weight = rank < 4 ? 1 : rank < FIRST_PLACES ? 2 : 3;
    return box && plain(`label label-rank-${weight}`, place.place_id, name, box);
  }

  #ofArea(area) {
    const outline = outlineOf(area);
    const [longitude, latitude] = (outline && centreOf(outline)) || [area.longitude, area.latitude];
    const point = this.#point(longitude, latitude);
    if (!this.#room.holds(boxAround(point.x, point.y, 0))) {
      return null;
    }
    const big = area.precision === "country";
    const name = big ? this.names.country(area.country, area.name) : area.name;
    const text = `${name} ${area.mentions}`;
    const size = sizeOf(big ? text.toUpperCase() : text, `500 ${big ? 11.5 : 12}px`, big ? 1.4 : 0.2);
    if (!big && outline && this.#widthOf(outline) < PART_ROOM * size.width) {
      return null;
    }
    const shifts = big ? COUNTRY_SHIFTS : PART_SHIFTS;
    const box = this.#around(point, {...size, width: size.width + 8}, shifts);
    return box && {
      box, key: `area ${area.place_id} ${text}`,
      made: () => el("button", {
        "type": "button", "class": `label label-area label-${big ? "country" : "part"}`,
        "data-place": area.place_id,
        "aria-label": `${name} ${area.mentions}: ${t("named as a whole")}, ${mentionCount(area.mentions)}`,
        "on": {click: (event) => {
          event.stopPropagation();
          this.open(area.place_id);
        }},
      }, name, " ", el("span", {class: "label-count"}, String(area.mentions))),
    };
  }

  #ofCountries(areas) {
    const named = new Set(
      areas.filter((area) => area.precision === "country").map((area) => area.country));
    return countriesRead().filter(({properties}) => !named.has(properties.country))
      .map((feature) => this.#ofCountry(feature));
  }

  #ofCountry(feature) {
    const centre = centreOf(feature);
    const point = centre && this.#point(...centre);
    if (!point || !this.#room.holds(boxAround(point.x, point.y, 0))) {
      return null;
    }
    const name = this.names.country(feature.properties.country, feature.properties.name);
    const size = sizeOf(name.toUpperCase(), "500 10.5px", 1.4);
    if (this.#widthOf(feature) < 0.9 * size.width) {
      return null;
    }
    const box = this.#around(point, size, COUNTRY_SHIFTS);
    return box && plain("label label-country", feature.properties.id, name, box, null);
  }

  /** The base map's own names: towns with a dot, waters, regions, provinces. */
  #ofBase(places, areas) {
    const drawn = new Set([...places, ...areas].map((place) => place.place_id));
    return this.names.held.filter(({place_id: id}) => !drawn.has(id))
      .map((label) => (label.kind === "town" ? this.#ofTown(label) : this.#ofRegion(label)));
  }

  #ofTown(label) {
    const {x, y} = this.#point(label.longitude, label.latitude);
    const dot = boxAround(x, y, 3);
    if (!this.#room.holds(dot) || !this.#room.free(dot) || this.#room.coversCircle(dot)) {
      return null;
    }
    const rank = TOWN_RANKS.findIndex((least) => label.population >= least || label.capital);
    const size = sizeOf(label.name, `400 ${TOWN_SIZES[rank]}px`, 0);
    const spots = [
      [x + 5, y - size.height / 2], [x - 5 - size.width, y - size.height / 2],
      [x - size.width / 2, y - size.height - 4], [x - size.width / 2, y + 4],
    ];
    const box = this.#room.take(spots, size, {clear: true});
    this.#room.keep(dot);
    const id = label.place_id;
    return box && [
      {box: dot, key: `dot ${id}`,
        made: () => el("span", {class: `town-dot${label.capital ? " town-dot-capital" : ""}`})},
      plain(`label label-town label-town-${rank + 1}`, id, label.name, box),
    ];
  }

  #ofRegion(label) {
    const spacing = label.kind === "water" ? 0.3 : 0.8;
    const size = sizeOf(label.name, "italic 400 11.5px", spacing);
    const {x, y} = this.#point(label.longitude, label.latitude);
    const spots = PART_SHIFTS.map((shift) => [x - size.width / 2, y - size.height / 2 + shift]);
    const box = this.#room.take(spots, size, {clear: true});
    return box && plain(`label label-${label.kind}`, label.place_id, label.name, box);
  }

  /** How many pixels an outline is wide. */
  #widthOf({bbox: [west, south, east]}) {
    return this.#point(east, south).x - this.#point(west, south).x;
  }

  #around({x, y}, size, shifts) {
    const spots = shifts.map((shift) => [x - size.width / 2, y - size.height / 2 + shift]);
    return this.#room.take(spots, size);
  }
}

/** A name that does nothing. */
const plain = (names, id, text, box, dir = "auto") => ({
  box, key: `${names} ${id} ${text}`,
  made: () => el("span", {"class": names, "aria-hidden": "true", dir}, text),
});
