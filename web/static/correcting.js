// Correcting a mention: not a place, another place (searched, or clicked on the map), or a new one.

import * as api from "./api.js";
import {el} from "./dom.js";
import {whereabouts} from "./list.js";
import {t} from "./messages.js";
import {token} from "./token.js";

const WAIT_MILLISECONDS = 150;

export class Correcting {
  writes = "token";
  #picking = null;

  constructor({panel, map}) {
    Object.assign(this, {panel, map});
    map.on("click", (event) => this.#clicked(event.latlng.wrap()));
  }

  /** Why nobody can write here, or null. */
  get #barred() {
    if (this.writes === "off") {
      return t("This map is read-only: corrections are made on the computer that serves it.");
    }
    return token() || this.writes === "open" ? null
      : t("To correct, open the address that geomap serve printed: it ends in #token=…");
  }

  /** What stands under a mention: a button that opens the ways to correct it. */
  controls(mention) {
    const box = el("div", {class: "correct", hidden: true});
    const button = el("button", {
      "type": "button", "class": "quiet correct-button", "aria-expanded": "false",
      "on": {click: () => {
        box.hidden = !box.hidden;
        button.setAttribute("aria-expanded", String(!box.hidden));
        box.hidden ? this.#stop() : box.replaceChildren(...this.#ways(mention, box));
      }},
    }, t("Correct"));
    const {decision} = mention;
    return el("div", {class: "correcting"},
      decision ? el("p", {class: "decided"}, t("Corrected by a reader"), " \u00b7 ", el("button", {
        type: "button", class: "inline", on: {click: () => this.undo(decision.number)},
      }, t("Undo"))) : null, button, box);
  }

  #ways(mention, box) {
    const barred = this.#barred;
    if (barred) {
      return [el("p", {class: "hint"}, barred)];
    }
    const way = (text, click) => el("button", {type: "button", class: "secondary", on: {click}}, text);
    return [
      el("p", {class: "buttons"},
        way(t("Not a place"), () => this.#decide(mention, "not a place")),
        way(t("Another place"), () => this.#other(mention, box)),
        way(t("Add this place"), () => this.panel.page.add(mention.name))),
    ];
  }

  #other(mention, box) {
    const name = `other-${mention.mention_id}`;
    const found = el("ul", {class: "found"});
    const input = el("input", {
      type: "search", id: name, dir: "auto", autocomplete: "off", value: mention.name, maxlength: 200,
    });
    const show = (places) => found.replaceChildren(...places.map((place) => el("li", {}, el("button", {
      type: "button", class: "found-place", on: {click: () => this.#decide(mention, "another place", place.place_id)},
    }, el("strong", {}, place.name), " ", el("span", {}, whereabouts(place))))));
    const ask = async () => {
      const words = input.value.trim();
      const answer = words ? await api.search(words).catch((error) => this.panel.failed(error)) : {places: []};
      if (answer && input.value.trim() === words) {
        show(answer.places);
      }
    };
    let waiting = 0;
    input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(ask, WAIT_MILLISECONDS);
    });
    const others = mention.candidates.map(({place}) => place)
      .filter((place) => place.place_id !== mention.place?.place_id);
    box.replaceChildren(el("form", {class: "form", on: {submit: (event) => {
      event.preventDefault();
      ask();
    }}},
    el("p", {class: "field"}, el("label", {for: name}, t("Which place is meant?")), input),
    found, el("p", {class: "hint"}, t("Or click a circle on the map; a click beside one adds a place there."))));
    others.length ? show(others) : ask();
    this.#picking = mention;
    this.map.getContainer().classList.add("map-picking");
    input.focus();
    input.select();
  }

  #stop() {
    this.#picking = null;
    this.map.getContainer().classList.remove("map-picking");
  }

  /** A circle was clicked: whether it was meant as the other place. */
  picked(placeId) {
    const mention = this.#picking;
    if (mention) {
      this.#decide(mention, "another place", placeId);
    }
    return Boolean(mention);
  }

  #clicked(point) {
    const mention = this.#picking;
    if (mention) {
      this.#stop();
      this.panel.page.add(mention.name, point);
    }
  }

  async #decide(mention, verdict, placeId) {
    this.#stop();
    try {
      const kept = await api.decide({
        mention_id: mention.mention_id, verdict, ...placeId ? {place_id: placeId} : {},
      });
      await this.panel.corrected();
      const text = verdict === "not a place" ? t("“{name}” is no place here.", {name: mention.name})
        : t("“{name}” means {place}.", {name: mention.name, place: kept.place.name});
      this.panel.say(text, {undo: () => this.undo(kept.number)});
    } catch (error) {
      this.panel.failed(error);
    }
  }

  async undo(number) {
    const barred = this.#barred;
    if (barred) {
      this.panel.say(barred);
      return;
    }
    try {
      await api.undo(number);
      await this.panel.corrected();
      this.panel.say(t("Undone."));
    } catch (error) {
      this.panel.failed(error);
    }
  }
}
