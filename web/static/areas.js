// Countries, provinces and regions named as a whole: a soft tint and outline, never a pin.

import {outlineOf} from "./outlines.js";

const L = window.L;
const PALEST = 0.02;
const DARKEST = 0.17;

export class Areas {
  #group = L.layerGroup();
  #layers = new Map();
  #renderer = L.svg({pane: "areas", padding: 0.4});
  #drawn = "";
  #opened = null;

  constructor(map) {
    this.map = map;
    this.#group.addTo(map);
  }

  /** Tint these areas by their mentions; `radius` sizes those without an outline. */
  draw(areas, radius) {
    const state = JSON.stringify(areas.map((a) => [a.place_id, a.mentions, !outlineOf(a)]));
    if (state === this.#drawn) {
      return;
    }
    this.#drawn = state;
    this.#group.clearLayers();
    this.#layers.clear();
    const most = Math.max(1, ...areas.map((area) => area.mentions));
    for (const area of areas) {
      const fillOpacity = PALEST + (DARKEST - PALEST) * Math.sqrt(area.mentions / most);
      const layer = this.#made(area, fillOpacity, radius);
      this.#layers.set(area.place_id, layer);
      this.#group.addLayer(layer);
    }
    this.mark(this.#opened);
  }

  #made(area, fillOpacity, radius) {
    const shared = {renderer: this.#renderer, pane: "areas", interactive: false};
    const outline = outlineOf(area);
    if (outline) {
      const className = `area area-${area.precision}`;
      return L.geoJSON(outline, {...shared, style: {className, fillOpacity, weight: 1.4}});
    }
    return L.circleMarker([area.latitude, area.longitude], {
      ...shared, className: "area area-loose", fillOpacity, weight: 1.2,
      radius: Math.max(12, radius(area.mentions)),
    });
  }

  /** Mark the opened area, or none. */
  mark(placeId) {
    this.#opened = placeId;
    for (const [id, layer] of this.#layers) {
      for (const part of layer.getLayers ? layer.getLayers() : [layer]) {
        part.getElement()?.classList.toggle("area-opened", id === placeId);
      }
    }
  }

  /** The bounds of a drawn outline, or null. */
  bounds(placeId) {
    const layer = this.#layers.get(placeId);
    return layer && layer.getLayers ? layer.getBounds() : null;
  }
}
