// The names of the base map, as the server knows them: asked for by view, kept while it pans.

const PAD = 0.35; // of the view, asked for around it
const MOST = 100; // places asked about at once
const WAIT_MILLISECONDS = 120;

/** The language of the names: the page's where it was chosen, else the reader's own. */
export function language() {
  const page = document.documentElement.lang;
  return page && page !== "en" ? page : navigator.language || "en";
}

export class Names {
  #held = null; // {box, zoom, labels}
  #asked = "";
  #waiting = 0;
  #countries = null;
  #wanted = new Set();
  #asking = 0;

  /** `changed` is called when names have come that were not there. */
  constructor(map, changed) {
    this.map = map;
    this.changed = changed;
    this.local = new Map(); // place_id -> name in the reader's language
  }

  /** A country's name in the reader's language, or the one given. */
  country(code, name) {
    if (this.#countries === null) {
      this.#countries = {};
      ask(`/api/labels/countries?lang=${encodeURIComponent(language())}`).then((found) => {
        this.#countries = found || {};
        found && this.changed();
      });
    }
    return this.#countries[code] || name;
  }

  /** A place's name in the reader's language as far as it is known; what is not is asked for. */
  place({place_id: id, name}) {
    if (!this.local.has(id) && !language().startsWith("en")) {
      this.#wanted.add(id);
      clearTimeout(this.#asking);
      this.#asking = setTimeout(() => this.#askPlaces(), WAIT_MILLISECONDS);
    }
    return this.local.get(id) || name;
  }

  async #askPlaces() {
    const ids = [...this.#wanted].slice(0, MOST);
    ids.forEach((id) => {
      this.#wanted.delete(id);
      this.local.set(id, "");
    });
    const query = ids.map((id) => `id=${encodeURIComponent(id)}`).join("&");
    const found = await ask(`/api/labels/places?lang=${encodeURIComponent(language())}&${query}`);
    Object.entries(found || {}).forEach(([id, name]) => this.local.set(id, name));
    found && this.changed();
  }

  /** The names for what is in view, most important first: those that are there already. */
  now() {
    const bounds = this.map.getBounds();
    const zoom = Math.floor(this.map.getZoom() * 2) / 2;
    if (!this.#held || this.#held.zoom !== zoom || !this.#held.box.contains(bounds)) {
      clearTimeout(this.#waiting);
      this.#waiting = setTimeout(() => this.#fetch(bounds.pad(PAD), zoom), WAIT_MILLISECONDS);
    }
    return this.#held ? this.#held.labels : [];
  }

  async #fetch(box, zoom) {
    const keep = (degrees, most) => Math.max(-most, Math.min(most, degrees)).toFixed(2);
    const bbox = [
      keep(box.getWest(), 180), keep(box.getSouth(), 85),
      keep(box.getEast(), 180), keep(box.getNorth(), 85),
    ].join(",");
    const query = `bbox=${bbox}&zoom=${zoom}&lang=${encodeURIComponent(language())}`;
    this.#asked = query;
    const answer = await ask(`/api/labels?${query}`);
    if (answer && this.#asked === query) {
      this.#held = {box, zoom, labels: answer.labels};
      answer.labels.forEach((label) => this.local.set(label.place_id, label.name));
      this.changed();
    }
  }
}

/** An answer, or null where the server gave none: the map does without its names then. */
async function ask(address) {
  const response = await fetch(address, {headers: {Accept: "application/json"}}).catch(() => null);
  return response?.ok ? response.json() : null;
}
