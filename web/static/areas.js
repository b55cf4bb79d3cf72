// Countries, provinces and regions named as a whole: a soft tint and outline, never a pin.

import {outlineOf} from "./outlines.js";

const L = window.L;
const PALEST = 0.02;
const DARKEST = 0.17;
const FADES_FROM_ZOOM = 5;
const FADES_OVER = 5; // zooms
const FAINTEST = 0.2;

export class Areas {
  #drawn = new Map(); // place_id -> {layer, outline, tint, radius}
  #renderer = L.svg({pane: "areas", padding: 0.4});
  #opened = null;

  constructor(map) {
    this.map = map;
    map.on("zoomend", () => this.#fade());
    this.#fade();
  }

  /** Tint these areas by their mentions; `radius` sizes those without an outline. */
  draw(areas, radius) {
    const wanted = new Set(areas.map((area) => area.place_id));
    for (const [placeId, {layer}] of this.#drawn) {
      if (!wanted.has(placeId)) {
        layer.remove();
        this.#drawn.delete(placeId);
      }
    }
    const most = Math.max(1, ...areas.map((area) => area.mentions));
    for (const area of areas) {
      const tint = PALEST + (DARKEST - PALEST) * Math.sqrt(area.mentions / most);
      this.#show(area, Math.round(1000 * tint) / 1000, Math.max(12, radius(area.mentions)));
    }
    this.mark(this.#opened);
  }

  #partsOf = (layer) => layer.getLayers ? layer.getLayers() : [layer];

  #fade() {
    const near = 1 - (this.map.getZoom() - FADES_FROM_ZOOM) / FADES_OVER;
    this.map.getPane("areas").style.setProperty("--nearness", Math.max(FAINTEST, Math.min(1, near)));
  }

  #show(area, tint, radius) {
    const outline = outlineOf(area);
    let mark = this.#drawn.get(area.place_id);
    if (!mark || mark.outline !== outline) {
      mark?.layer.remove();
      mark = {outline, radius, layer: this.#made(area, outline, radius).addTo(this.map)};
      this.#drawn.set(area.place_id, mark);
    }
    if (mark.tint !== tint) {
      this.#partsOf(mark.layer).forEach((part) => part.getElement()?.style.setProperty("--tint", tint));
    }
    if (!outline && mark.radius !== radius) {
      mark.layer.setRadius(radius);
    }
    Object.assign(mark, {tint, radius});
  }

  #made(area, outline, radius) {
    const shared = {renderer: this.#renderer, pane: "areas", interactive: false};
    if (outline) {
      const className = `area area-${area.precision}`;
      return L.geoJSON(outline, {...shared, style: {className, weight: 1.4}});
    }
    return L.circleMarker([area.latitude, area.longitude], {
      ...shared, className: "area area-loose", weight: 1.2, radius,
    });
  }

  /** Mark the opened area, or none. */
  mark(placeId) {
    for (const id of new Set([this.#opened, placeId])) {
      const layer = this.#drawn.get(id)?.layer;
      for (const part of layer ? this.#partsOf(layer) : []) {
        part.getElement()?.classList.toggle("area-opened", id === placeId);
      }
    }
    this.#opened = placeId;
  }

  /** The bounds of a drawn outline, or null. */
  bounds(placeId) {
    const layer = this.#drawn.get(placeId)?.layer;
    return layer?.getLayers ? layer.getBounds() : null;
  }
}
