// Places as circles: area by mentions, hollow where the places are doubtful; cells as rings.

import {svg} from "./dom.js";
import {t} from "./messages.js";
import {mentionCount, placeCount, UNSURE_BELOW} from "./words.js";

const L = window.L;
const LARGEST_RADIUS = 27; // pixels, of the most named place
const ONE_MENTION = 7; // pixels at most for a place named once
const SMALLEST_RADIUS = 3;
const SMALLEST_CELL = 11; // a number has to fit
const LAYERS = [14, 8, 0]; // radii from which a mark lies under the smaller ones
const RING = 2.5; // pixels from a cell's edge to the ring around it
const FULL_SIZE_FROM_ZOOM = 7;
const SMALLER_A_ZOOM = 0.12; // of the full size, so that a far view is not all circle

// What marks are copied from: hundreds may come into view at once, so each has few elements.
const CIRCLE = svg("path", {role: "button", tabindex: 0});
const CELL = svg("g", {role: "button", tabindex: 0},
  svg("path", {class: "cell-face leaflet-interactive"}),
  svg("text", {"class": "cell-count", "aria-hidden": "true"}));

/** A function from mentions to a radius in pixels whose square grows as they do. */
export function radiusBy(largest, zoom) {
  const shrink = Math.max(0.5, 1 - SMALLER_A_ZOOM * Math.max(0, FULL_SIZE_FROM_ZOOM - zoom));
  const unit = shrink * Math.min(ONE_MENTION, LARGEST_RADIUS / Math.sqrt(Math.max(1, largest)));
  return (mentions) => Math.max(SMALLEST_RADIUS, unit * Math.sqrt(mentions));
}

/** The marks of one map: elements of one picture, kept from one view to the next. */
export class Circles {
  #marks = new Map(); // place_id, or "cell " and the place_id of its largest -> mark
  #surface = L.svg({pane: "circles", padding: 0.4});
  #layers;
  #top;
  #opened = null;
  #hinted = null;

  /** `open` is given a place, `near` a cell, `point` the place under the pointer or null. */
  constructor(map, {open, near, point}) {
    Object.assign(this, {map, open, near, point});
    this.#surface.addTo(map);
    this.group = this.#surface._rootGroup;
    this.#layers = LAYERS.map(() => this.group.appendChild(svg("g")));
    this.#top = this.group.appendChild(svg("g"));
    map.on("zoomend viewreset", () => this.#moved());
    this.#listen();
  }

  /** Show these places, most mentions first, and these cells, and no others. */
  draw(places, cells, radius) {
    const wanted = new Set();
    const show = (key, mark) => {
      wanted.add(key);
      this.#show(key, mark);
    };
    places.forEach((place) => show(place.place_id, placeMark(place, radius)));
    cells.forEach((cell) => show(`cell ${cell.largest.place_id}`, cellMark(cell, radius)));
    for (const [key, mark] of this.#marks) {
      if (!wanted.has(key)) {
        mark.element.remove();
        this.#marks.delete(key);
      }
    }
    this.mark(this.#opened);
  }

  #show(key, wanted) {
    let mark = this.#marks.get(key);
    if (!mark) {
      const element = (wanted.cell ? CELL : CIRCLE).cloneNode(true);
      element.dataset[wanted.cell ? "cell" : "place"] = wanted.cell ? key : wanted.placeId;
      mark = {element};
      this.#marks.set(key, mark);
    }
    const {element} = mark;
    if (mark.label !== wanted.label) {
      element.setAttribute("aria-label", wanted.label);
    }
    if (mark.count !== wanted.count) {
      element.lastChild.textContent = wanted.count;
    }
    const names = wanted.names + (key === this.#hinted ? " circle-hinted" : "");
    if (mark.names !== names) {
      element.setAttribute("class", names);
    }
    const resized = mark.radius !== wanted.radius;
    const moved = mark.latitude !== wanted.latitude || mark.longitude !== wanted.longitude;
    Object.assign(mark, wanted, {names});
    resized && this.#size(mark);
    moved && this.#place(mark);
  }

  #size({cell, element, radius}) {
    const outline = cell ? element.querySelector("path") : element;
    outline.setAttribute("d", cell ? ring(radius) + ring(radius + RING) : ring(radius));
    const layer = LAYERS.findIndex((least) => radius >= least);
    if (element.parentNode !== this.#layers[layer]) {
      raised(element, this.#layers[layer]);
    }
  }

  #place({element, latitude, longitude}) {
    const {x, y} = this.map.latLngToLayerPoint([latitude, longitude]).round();
    element.setAttribute("transform", `translate(${x} ${y})`);
  }

  /** The zoom has changed: what is still in view keeps its place, the rest goes. */
  #moved() {
    const view = this.map.getBounds().pad(0.1);
    for (const [key, mark] of this.#marks) {
      if (view.contains([mark.latitude, mark.longitude])) {
        this.#place(mark);
      } else {
        mark.element.remove();
        this.#marks.delete(key);
      }
    }
  }

  /** Mark the opened place, or none; it lies over the others. */
  mark(placeId) {
    this.#toggle("circle-opened", this.#opened, placeId);
    const former = this.#marks.get(this.#opened);
    this.#opened = placeId;
    const now = this.#marks.get(placeId);
    former && former !== now && this.#size(former);
    if (now && now.element.parentNode !== this.#top) {
      raised(now.element, this.#top);
    }
  }

  /** Point out a place that the list is at, or none. */
  hint(placeId) {
    this.#toggle("circle-hinted", this.#hinted, placeId);
    this.#hinted = placeId;
  }

  #toggle(name, former, now) {
    former !== now && this.#marks.get(former)?.element.classList.remove(name);
    this.#marks.get(now)?.element.classList.add(name);
  }

  #listen() {
    const placeOf = (event) => event.target.closest("[data-place]")?.dataset.place || null;
    const pressed = (event) => {
      const key = event.target.closest("[data-place], [data-cell]")?.dataset;
      const cell = key?.cell && this.#marks.get(key.cell);
      cell && this.near(cell.cell);
      key?.place && this.open(key.place);
    };
    this.group.addEventListener("click", (event) => {
      this.map.dragging?.moved() || pressed(event);
    });
    this.group.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        pressed(event);
      }
    });
    this.group.addEventListener("mouseover", (event) => {
      this.point(placeOf(event));
      explained(event.target.closest("[data-cell]"));
    });
    this.group.addEventListener("mouseout", () => this.point(null));
  }
}

/** Put an element elsewhere; it keeps the focus that it has. */
function raised(element, where) {
  const focused = element === document.activeElement;
  where.append(element);
  focused && element.focus({preventScroll: true});
}

function placeMark(place, radius) {
  const doubtful = place.mentions > 0 && place.confidence < UNSURE_BELOW;
  const said = doubtful ? `, ${t("unsure")}` : "";
  return {
    placeId: place.place_id, latitude: place.latitude, longitude: place.longitude,
    radius: radius(place.mentions), label: `${place.name}${t(", ")}${mentionCount(place.mentions)}${said}`,
    names: `circle leaflet-interactive${doubtful ? " circle-unsure" : ""}${place.mentions ? "" : " circle-unnamed"}`,
  };
}

/** A ring with the number of its places; pressed, the map goes nearer. */
function cellMark(cell, radius) {
  return {
    cell, latitude: cell.latitude, longitude: cell.longitude,
    radius: Math.max(SMALLEST_CELL, radius(cell.mentions)), count: String(cell.places), names: "cell",
    label: t("{name} and what lies near it: {places}, {mentions}; zoom in", {
      name: cell.largest.name, places: placeCount(cell.places), mentions: mentionCount(cell.mentions),
    }),
  };
}

/** Have a cell say what it is while the pointer rests on it. */
function explained(cell) {
  const said = cell?.querySelector("title");
  if (cell && said?.textContent !== cell.getAttribute("aria-label")) {
    said?.remove();
    cell.prepend(svg("title", {}, cell.getAttribute("aria-label")));
  }
}

const ring = (radius) => {
  const r = Math.round(10 * radius) / 10;
  return `M${-r},0a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0`;
};
