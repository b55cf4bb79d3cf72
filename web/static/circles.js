// Places as circles: area by mentions, hollow where the places are doubtful; cells as rings.

import {el} from "./dom.js";
import {t} from "./messages.js";
import {mentionCount, placeCount, UNSURE_BELOW} from "./words.js";

const L = window.L;
const LARGEST_RADIUS = 27; // pixels, of the most named place
const ONE_MENTION = 7; // pixels at most for a place named once
const SMALLEST_RADIUS = 3;
const FULL_SIZE_FROM_ZOOM = 7;
const SMALLER_A_ZOOM = 0.12; // of the full size, so that a far view is not all circle
const MOST_ELEMENTS = 300; // circles; more are painted on a canvas, and the list is for the keys

/** A function from mentions to a radius in pixels whose square grows as they do. */
export function radiusBy(largest, zoom) {
  const shrink = Math.max(0.5, 1 - SMALLER_A_ZOOM * Math.max(0, FULL_SIZE_FROM_ZOOM - zoom));
  const unit = shrink * Math.min(ONE_MENTION, LARGEST_RADIUS / Math.sqrt(Math.max(1, largest)));
  return (mentions) => Math.max(SMALLEST_RADIUS, unit * Math.sqrt(mentions));
}

const colour = (name) =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

export class Circles {
  #markers = new Map();
  #cells = L.layerGroup();
  #drawnCells = "";
  #elements = L.svg({pane: "circles", padding: 0.4});
  #canvas = L.canvas({pane: "circles", padding: 0.4});
  #painted = false;
  #opened = null;

  /** `open` is given a place, `near` a cell, `point` the place under the pointer or null. */
  constructor(map, {open, near, point}) {
    Object.assign(this, {map, open, near, point});
    this.#cells.addTo(map);
  }

  /** Show these places, most mentions first, and these cells, and no others. */
  draw(places, cells, radius) {
    const painted = places.length > MOST_ELEMENTS;
    if (painted !== this.#painted) {
      this.#drop(new Set());
      this.#painted = painted;
    }
    this.#drop(new Set(places.map((place) => place.place_id)));
    for (const place of places) {
      this.#show(place, radius(place.mentions));
    }
    this.#drawCells(cells, radius);
    this.mark(this.#opened);
  }

  #drop(wanted) {
    for (const [placeId, marker] of this.#markers) {
      if (!wanted.has(placeId)) {
        marker.remove();
        this.#markers.delete(placeId);
      }
    }
  }

  #show(place, radius) {
    let marker = this.#markers.get(place.place_id);
    if (!marker) {
      marker = this.#made(place, radius);
      this.#markers.set(place.place_id, marker);
    }
    const doubtful = place.mentions > 0 && place.confidence < UNSURE_BELOW;
    marker.setLatLng([place.latitude, place.longitude]).setRadius(radius);
    if (this.#painted) {
      marker.setStyle({
        color: colour("accent"), fillColor: colour(doubtful ? "paper" : "accent"),
        fillOpacity: doubtful ? 0.6 : 0.42, weight: doubtful ? 1.8 : 1.2,
      });
      return;
    }
    marker.bringToFront();
    const element = marker.getElement();
    const said = doubtful ? `, ${t("unsure")}` : "";
    element.setAttribute("aria-label", `${place.name}, ${mentionCount(place.mentions)}${said}`);
    element.classList.toggle("circle-unsure", doubtful);
    element.classList.toggle("circle-unnamed", place.mentions === 0);
  }

  #made(place, radius) {
    const marker = L.circleMarker([place.latitude, place.longitude], {
      renderer: this.#painted ? this.#canvas : this.#elements, pane: "circles",
      className: "circle", weight: 1.2, radius,
    }).addTo(this.map);
    marker.on("click", () => this.open(place.place_id));
    marker.on("mouseover", () => this.point(place.place_id));
    marker.on("mouseout", () => this.point(null));
    if (!this.#painted) {
      pressable(marker.getElement(), () => this.open(place.place_id));
      marker.getElement().dataset.place = place.place_id;
    }
    return marker;
  }

  #drawCells(cells, radius) {
    const state = JSON.stringify([cells, radius(100)]);
    if (state === this.#drawnCells) {
      return;
    }
    this.#drawnCells = state;
    this.#cells.clearLayers();
    for (const cell of cells) {
      this.#cells.addLayer(this.#cell(cell, Math.max(11, radius(cell.mentions))));
    }
  }

  /** A ring with the number of its places; pressed, the map goes nearer. */
  #cell(cell, radius) {
    const label = t("{name} and what lies near it: {places}, {mentions}; zoom in", {
      name: cell.largest.name, places: placeCount(cell.places), mentions: mentionCount(cell.mentions),
    });
    const size = 2 * radius;
    const face = el("span", {
      "class": "cell", "role": "button", "tabindex": "0", "aria-label": label, "title": label,
    }, el("span", {"aria-hidden": "true"}, String(cell.places)));
    pressable(face, () => this.near(cell));
    const icon = L.divIcon({className: "cell-holder", html: face, iconSize: [size, size]});
    const marker = L.marker([cell.latitude, cell.longitude], {icon, pane: "circles", keyboard: false});
    return marker.on("click", () => this.near(cell));
  }

  /** Mark the opened place, or none. */
  mark(placeId) {
    this.#opened = placeId;
    this.#toggle("circle-opened", placeId);
  }

  /** Point out a place that the list is at, or none. */
  hint(placeId) {
    this.#toggle("circle-hinted", placeId);
  }

  #toggle(name, placeId) {
    if (this.#painted) {
      const marker = this.#markers.get(placeId);
      this.#markers.get(this.stressed)?.setStyle({weight: 1.2, color: colour("accent")});
      marker?.setStyle({weight: 3, color: colour("ink")}).bringToFront();
      this.stressed = placeId;
      return;
    }
    for (const [id, marker] of this.#markers) {
      marker.getElement()?.classList.toggle(name, id === placeId);
    }
    this.#markers.get(placeId)?.bringToFront();
  }
}

function pressable(element, press) {
  element.setAttribute("role", "button");
  element.setAttribute("tabindex", "0");
  element.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      press();
    }
  });
}
