// The panel beside the map: one view at a time, and the line that says what happened.

import * as api from "./api.js";
import {el} from "./dom.js";
import {missingNames} from "./missing.js";
import {cards, placeHead} from "./reading.js";
import {count} from "./words.js";

const VIEWS = ["list", "place", "add", "unresolved"];
const MESSAGE_MILLISECONDS = 8000;

export class Panel {
  #placeId = null;
  #articles = null;
  #unreachable = false;
  #hiding = 0;

  /** `close` goes back to the list, `open` opens a place, `changed` is told of writes. */
  constructor({list, close, open, changed}) {
    Object.assign(this, {list, close, open, changed});
    this.message = document.getElementById("message");
  }

  #view(name) {
    for (const view of VIEWS) {
      this.#section(view).hidden = view !== name;
    }
    return this.#section(name);
  }

  #section = (name) => document.getElementById(`view-${name}`);

  /** The line under the headline. */
  counts({articles, mentions, unresolved}) {
    this.#articles = articles;
    document.getElementById("counts").textContent =
      `${count(articles, "article")}, ${count(mentions, "mention")}`;
    const rest = document.getElementById("unresolved-count");
    rest.replaceChildren(...unresolved ? [", ", el("button", {
      type: "button", class: "inline", on: {click: () => this.openUnresolved()},
    }, `${count(unresolved, "unresolved", "unresolved")}`)] : []);
  }

  /** What the list says where it has no place to show. */
  empty(places) {
    if (this.#articles === 0) {
      return "This database is still empty. Fill it with: geomap ingest ARTICLES --db FILE";
    }
    return places.length ? "No place named in this part of the map. Zoom out to see more."
      : "No place is named in these articles.";
  }

  /** Say what happened; `lasting` messages stay until the next. */
  say(text, {lasting = false} = {}) {
    clearTimeout(this.#hiding);
    this.message.textContent = text;
    this.message.hidden = !text;
    if (text && !lasting) {
      this.#hiding = setTimeout(() => this.say(""), MESSAGE_MILLISECONDS);
    }
  }

  failed(error) {
    if (error.name === "AbortError") {
      return;
    }
    if (!("status" in error)) {
      throw error;
    }
    this.#unreachable = error.status === 0;
    this.say(error.message, {lasting: this.#unreachable});
  }

  reachable() {
    if (this.#unreachable) {
      this.#unreachable = false;
      this.say("");
    }
  }

  showList(placeId) {
    this.#placeId = null;
    this.#view("list");
    placeId && this.list.focus(placeId);
  }

  openForm(name) {
    this.#placeId = null;
    this.adding.open(name);
    const view = this.#view("add");
    view.scrollTop = 0;
    view.querySelector(name ? "#new-aliases" : "#new-name").focus();
  }

  async openUnresolved() {
    const {toponyms} = await api.unresolved();
    const view = this.#view("unresolved");
    view.replaceChildren(...missingNames(toponyms, {back: this.close, add: (name) => this.form(name)}));
    view.querySelector("h2").focus();
  }

  /** Show a place and its excerpts; resolves to the place, null where there is none. */
  async openPlace(placeId) {
    this.#placeId = placeId;
    try {
      const answer = await api.mentions(placeId);
      if (this.#placeId !== placeId) {
        return null;
      }
      this.#fillPlace(answer);
      const view = this.#view("place");
      document.getElementById("panel").scrollTop = 0;
      view.querySelector("h2").focus({preventScroll: true});
      return answer.place;
    } catch (error) {
      this.failed(error);
      return null;
    }
  }

  /** Read the opened place anew, unless the reader has paged further or opened a "why here?". */
  async refreshPlace() {
    const view = this.#section("place");
    if (this.#placeId === null || view.querySelector("details[open]") || this.paged) {
      return;
    }
    const answer = await api.mentions(this.#placeId);
    this.#fillPlace(answer);
  }

  #fillPlace({place, removable, mentions, next}) {
    this.paged = false;
    const remove = removable ? () => this.removePlace(place) : null;
    const more = el("button", {type: "button", class: "more"}, "More excerpts");
    more.hidden = next === null;
    more.addEventListener("click", async () => {
      more.disabled = true;
      const page = await api.mentions(place.place_id, next).catch((error) => this.failed(error));
      more.disabled = false;
      if (page) {
        this.paged = true;
        more.before(...cards(page.mentions));
        next = page.next;
        more.hidden = next === null;
      }
    });
    this.#section("place").replaceChildren(
      placeHead(place, {back: this.close, remove}), ...cards(mentions), more);
  }

  async addPlace(place) {
    const {place: added, articles_read_again: articles} = await api.addPlace(place);
    this.adding.close();
    await this.changed();
    await this.open(added.place_id);
    this.say(`Added; ${count(articles, "article")} read again.`);
  }

  async removePlace(place) {
    try {
      const {articles_read_again: articles} = await api.removePlace(place.place_id);
      this.close();
      await this.changed();
      this.say(`Removed; ${count(articles, "article")} read again.`);
    } catch (error) {
      this.failed(error);
    }
  }
}
