// Countries, provinces and regions named as a whole: a soft tint and outline, never a pin.

import {outlineOf} from "./outlines.js";

const L = window.L;
const PALEST = 0.02;
const DARKEST = 0.17;
const FADES_FROM_ZOOM = 5;
const FADES_OVER = 5; // zooms
const FAINTEST = 0.2;

export class Areas {
  #group = L.layerGroup();
  #layers = new Map();
  #renderer = L.svg({pane: "areas", padding: 0.4});
  #drawn = "";
  #opened = null;

  constructor(map) {
    this.map = map;
    this.#group.addTo(map);
    map.on("zoomend", () => this.#fade());
    this.#fade();
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
      const tint = PALEST + (DARKEST - PALEST) * Math.sqrt(area.mentions / most);
      const layer = this.#made(area, radius);
      this.#layers.set(area.place_id, layer);
      this.#group.addLayer(layer);
      this.#partsOf(layer).forEach((part) => part.getElement()?.style.setProperty("--tint", tint));
    }
    this.mark(this.#opened);
  }

  #partsOf = (layer) => layer.getLayers ? layer.getLayers() : [layer];

  #fade() {
    const near = 1 - (this.map.getZoom() - FADES_FROM_ZOOM) / FADES_OVER;
    this.map.getContainer().style.setProperty("--nearness", Math.max(FAINTEST, Math.min(1, near)));
  }

  #made(area, radius) {
    const shared = {renderer: this.#renderer, pane: "areas", interactive: false};
    const outline = outlineOf(area);
    if (outline) {
      const className = `area area-${area.precision}`;
      return L.geoJSON(outline, {...shared, style: {className, weight: 1.4}});
    }
    return L.circleMarker([area.latitude, area.longitude], {
      ...shared, className: "area area-loose", weight: 1.2,
      radius: Math.max(12, radius(area.mentions)),
    });
  }

  /** Mark the opened area, or none. */
  mark(placeId) {
    this.#opened = placeId;
    for (const [id, layer] of this.#layers) {
      for (const part of this.#partsOf(layer)) {
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
