// The opened place in the panel: its head, and its excerpts as the filters leave them.

import * as api from "./api.js";
import {Pages, placeHead} from "./reading.js";

export class OpenedPlace {
  #placeId = null;
  #pages = null;

  /** `back` leaves the place, `remove` takes one that was added by hand from the map. */
  constructor(view, {page, deeds, failed, back, remove}) {
    Object.assign(this, {view, page, deeds, failed, back, remove});
  }

  /** Show a place and its excerpts; resolves to the place, null where another was opened since. */
  async read(placeId = this.#placeId) {
    this.#placeId = placeId;
    const answer = await api.mentionsOf(placeId, this.#filters());
    if (this.#placeId !== placeId) {
      return null;
    }
    this.#fill(answer);
    return answer.place;
  }

  /** An answer that is still to come is not wanted any more. */
  forget() {
    this.#placeId = null;
  }

  get isOpen() {
    return this.#placeId !== null;
  }

  /** Whether the reader is further down, or has opened something. */
  get isBusy() {
    return document.getElementById("panel").scrollTop > 0 || Boolean(this.#pages?.paged)
      || this.view.querySelector("details[open], .correct:not([hidden]), .card :focus") !== null;
  }

  #filters() {
    const filters = new URLSearchParams(this.page.filters);
    filters.delete("place");
    return filters;
  }

  #fill({place, removable, mentions, next}) {
    const only = this.page.filters.get("place") === place.place_id;
    this.#pages = new Pages({mentions, next},
      (after) => api.mentionsOf(place.place_id, this.#filters(), after), this.deeds, this.failed);
    this.view.replaceChildren(
      placeHead(place, {
        back: this.back,
        only: () => this.page.set({place: only ? "" : place.place_id}), isOnly: only,
        remove: removable ? () => this.remove(place) : null,
      }), ...this.#pages.parts);
  }
}
