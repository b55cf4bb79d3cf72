// Points that a text tells by their relation to a place ("20 km north of"): each with its radius.

const L = window.L;
const LEAST_PIXELS = 5; // a smaller radius would only be a blot
const MOST_OF_VIEW = 0.22; // of the map's width: a larger one says nothing

export class Relations {
  #drawn = new Map(); // mention_id -> circle
  #renderer = L.svg({pane: "areas", padding: 0.3});

  constructor(map) {
    this.map = map;
  }

  draw(relations) {
    const across = this.map.getSize().x;
    const wanted = new Map([...apart(relations)].filter(({latitude, radius_km: km}) => {
      const pixels = km * 1000 / this.#metresAPixel(latitude);
      return pixels >= LEAST_PIXELS && pixels <= MOST_OF_VIEW * across;
    }).map((relation) => [relation.mention_id, relation]));
    for (const [mentionId, circle] of this.#drawn) {
      if (!wanted.has(mentionId)) {
        circle.remove();
        this.#drawn.delete(mentionId);
      }
    }
    for (const [mentionId, relation] of wanted) {
      this.#drawn.has(mentionId) || this.#drawn.set(mentionId, this.#made(relation).addTo(this.map));
    }
  }

  #made({longitude, latitude, radius_km: km, confidence}) {
    return L.circle([latitude, longitude], {
      renderer: this.#renderer, pane: "areas", radius: km * 1000, interactive: false,
      className: confidence < 0.8 ? "relation relation-unsure" : "relation", weight: 1.2,
    });
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
