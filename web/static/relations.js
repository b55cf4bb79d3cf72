// Points that a text tells by their relation to a place ("20 km north of"): each with its radius.

const L = window.L;
const LEAST_PIXELS = 5; // a smaller radius would only be a blot
const MOST_OF_VIEW = 0.22; // of the map's width: a larger one says nothing

export class Relations {
  #group = L.layerGroup();
  #renderer = L.svg({pane: "areas", padding: 0.3});
  #drawn = "";

  constructor(map) {
    this.map = map;
    this.#group.addTo(map);
  }

  draw(relations) {
    const state = JSON.stringify([relations.map((each) => each.mention_id), this.map.getZoom()]);
    if (state === this.#drawn) {
      return;
    }
    this.#drawn = state;
    this.#group.clearLayers();
    const across = this.map.getSize().x;
    for (const {longitude, latitude, radius_km: km, confidence} of apart(relations)) {
      const pixels = km * 1000 / this.#metresAPixel(latitude);
      if (pixels >= LEAST_PIXELS && pixels <= MOST_OF_VIEW * across) {
        this.#group.addLayer(L.circle([latitude, longitude], {
          renderer: this.#renderer, pane: "areas", radius: km * 1000, interactive: false,
          className: confidence < 0.8 ? "relation relation-unsure" : "relation", weight: 1.2,
        }));
      }
    }
  }

  #metresAPixel(latitude) {
    return 40_075_016 * Math.cos(latitude * Math.PI / 180) / (256 * 2 ** this.map.getZoom());
  }
}

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
