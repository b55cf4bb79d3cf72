// Places as circles: area by mentions, hollow where the places are doubtful.

import {count, UNSURE_BELOW} from "./words.js";

const L = window.L;
const LARGEST_RADIUS = 27; // pixels, of the most named place
const ONE_MENTION = 7; // pixels at most for a place named once
const SMALLEST_RADIUS = 3;
const FULL_SIZE_FROM_ZOOM = 7;
const SMALLER_A_ZOOM = 0.12; // of the full size, so that a far view is not all circle

/** A function from mentions to a radius in pixels whose square grows as they do. */
export function radiusBy(largest, zoom) {
  const shrink = Math.max(0.5, 1 - SMALLER_A_ZOOM * Math.max(0, FULL_SIZE_FROM_ZOOM - zoom));
  const unit = shrink * Math.min(ONE_MENTION, LARGEST_RADIUS / Math.sqrt(Math.max(1, largest)));
  return (mentions) => Math.max(SMALLEST_RADIUS, unit * Math.sqrt(mentions));
}

export class Circles {
  #markers = new Map();
  #renderer = L.svg({pane: "circles", padding: 0.4});
  #opened = null;

  constructor(map, open) {
    this.map = map;
    this.open = open;
  }

  /** Show these places, most mentions first, and no others. */
  draw(places, radius) {
    const wanted = new Set(places.map((place) => place.place_id));
    for (const [placeId, marker] of this.#markers) {
      if (!wanted.has(placeId)) {
        marker.remove();
        this.#markers.delete(placeId);
      }
    }
    for (const place of places) {
      this.#show(place, radius(place.mentions));
    }
    this.mark(this.#opened);
  }

  #show(place, radius) {
    let marker = this.#markers.get(place.place_id);
    if (!marker) {
      marker = this.#made(place);
      this.#markers.set(place.place_id, marker);
    }
    marker.setLatLng([place.latitude, place.longitude]).setRadius(radius).bringToFront();
    const element = marker.getElement();
    element.setAttribute("aria-label", `${place.name}, ${count(place.mentions, "mention")}`);
    element.classList.toggle("circle-unsure", place.confidence < UNSURE_BELOW);
    element.classList.toggle("circle-unnamed", place.mentions === 0);
  }

  #made(place) {
    const marker = L.circleMarker([place.latitude, place.longitude], {
      renderer: this.#renderer, pane: "circles", className: "circle", weight: 1.2,
    }).addTo(this.map);
    const element = marker.getElement();
    element.setAttribute("role", "button");
    element.setAttribute("tabindex", "0");
    element.dataset.place = place.place_id;
    marker.on("click", () => this.open(place.place_id));
    element.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        this.open(place.place_id);
      }
    });
    return marker;
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
    for (const [id, marker] of this.#markers) {
      marker.getElement()?.classList.toggle(name, id === placeId);
    }
    this.#markers.get(placeId)?.bringToFront();
  }
}
