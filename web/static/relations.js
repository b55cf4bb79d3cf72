// Points that a text tells by their relation to a place ("20 km north of"): each with its radius.

import {svg} from "./dom.js";
import {UNSURE_BELOW} from "./words.js";

const L = window.L;
const LEAST_PIXELS = 5; // a smaller radius would only be a blot
const MOST_OF_VIEW = 0.22; // of the map's width: a larger one says nothing
const AROUND_THE_WORLD = 40_075_016; // metres, at the equator

/** All radii are two outlines, of the sure and of the unsure: hundreds of them cost one drawing. */
export class Relations {
  #told = [];
  #surface = L.svg({pane: "areas", padding: 0.3});
  #sure = svg("path", {"class": "relation", "stroke-width": 1.2, "stroke-linecap": "round"});
  #unsure = svg("path", {"class": "relation relation-unsure", "stroke-width": 1.2, "stroke-linecap": "round"});

  constructor(map) {
    this.map = map;
    this.#surface.addTo(map);
    this.#surface._rootGroup.append(this.#sure, this.#unsure);
    map.on("zoomend viewreset", () => this.#draw());
  }

  draw(relations) {
    this.#told = [...apart(relations)];
    this.#draw();
  }

  #draw() {
    const unsure = ({confidence}) => confidence < UNSURE_BELOW;
    this.#sure.setAttribute("d", this.#outline(this.#told.filter((each) => !unsure(each))));
    this.#unsure.setAttribute("d", this.#outline(this.#told.filter(unsure)));
  }

  #outline(relations) {
    const world = 256 * 2 ** this.map.getZoom(); // pixels
    const most = MOST_OF_VIEW * this.map.getSize().x;
    return relations.map(({longitude, latitude, radius_km: km}) => {
      const radius = km * 1000 * world / (AROUND_THE_WORLD * Math.cos(latitude * Math.PI / 180));
      return radius < LEAST_PIXELS || radius > most ? ""
        : ring(this.map.latLngToLayerPoint([latitude, longitude]), Math.round(10 * radius) / 10);
    }).join("");
  }
}

const ring = ({x, y}, r) =>
  `M${Math.round(x) - r},${Math.round(y)}a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0z`;

/** Relations with the same point and radius are one circle, as sure as the surest. */
function apart(relations) {
  const found = new Map();
  for (const each of relations) {
    const key = [each.longitude, each.latitude, each.radius_km].join();
    const {confidence = 0} = found.get(key) || {};
    found.set(key, confidence > each.confidence ? found.get(key) : each);
  }
  return found.values();
}
