// The names of the base map, as the server knows them: asked for by view, kept while it pans.

import {language} from "./language.js";

const PAD = 0.35; // of the view, asked for around it

export class Names {
  #held = null; // {box, zoom, labels}
  #asked = "";
  #countries = null;

  /** `changed` is called when names have come that were not there. */
  constructor(map, changed) {
    this.map = map;
    this.changed = changed;
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

  /** The names that are there, most important first. */
  get held() {
    return this.#held?.labels || [];
  }

  /** Have the names for what is in view; resolves to whether some have come that were not there. */
  async ready() {
    const bounds = this.map.getBounds();
    const zoom = Math.floor(this.map.getZoom() * 2) / 2;
    const holds = this.#held?.zoom === zoom && this.#held.box.contains(bounds);
    return !holds && this.#fetch(bounds.pad(PAD), zoom);
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
    if (!answer || this.#asked !== query) {
      return false;
    }
    this.#held = {box, zoom, labels: answer.labels};
    return true;
  }
}

/** An answer, or null where the server gave none: the map does without its names then. */
async function ask(address) {
  const response = await fetch(address, {headers: {Accept: "application/json"}}).catch(() => null);
  return response?.ok ? response.json() : null;
}
