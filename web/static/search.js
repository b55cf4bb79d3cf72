// The search field: places and words as one types (the combobox pattern of WAI-ARIA).

import * as api from "./api.js";
import {el} from "./dom.js";
import {whereabouts} from "./list.js";
import {number, t} from "./messages.js";
import {articleCount} from "./words.js";

const WAIT_MILLISECONDS = 80;

export class Search {
  #options = [];
  #at = -1;
  #waiting = 0;
  #asking = null;

  /** `place` is given a chosen place, `words` what to look for in the articles. */
  constructor(box, {place, words, failed}) {
    Object.assign(this, {place, words, failed});
    this.input = el("input", {
      "type": "search", "id": "search-words", "role": "combobox", "autocomplete": "off", "dir": "auto",
      "aria-label": t("Search a place or a word"), "placeholder": t("Search a place or a word"),
      "aria-expanded": "false", "aria-controls": "search-list", "aria-autocomplete": "list",
      "maxlength": 200, "spellcheck": "false",
      "on": {input: () => this.#typed(), keydown: (event) => this.#key(event), blur: () => this.#hide()},
    });
    this.list = el("ul", {
      "class": "search-list", "id": "search-list", "role": "listbox", "hidden": true,
      "aria-label": t("Suggestions"),
      "on": {pointerdown: (event) => event.preventDefault()}, // the field keeps the focus
    });
    box.append(this.input, this.list);
  }

  #typed() {
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => this.#ask(), WAIT_MILLISECONDS);
  }

  async #ask() {
    const written = this.input.value.trim();
    this.#asking?.abort();
    this.#asking = new AbortController();
    if (!written) {
      this.#hide();
      return;
    }
    try {
      this.#show(written, await api.suggest(written, this.#asking.signal));
    } catch (error) {
      this.failed(error);
    }
  }

  #show(written, {places, words}) {
    const whole = {text: t("Articles that hold “{words}”", {words: written}), note: "", pick: () => this.words(written)};
    const options = [
      ...places.map((place) => ({
        text: place.name, pick: () => this.place(place),
        note: whereabouts(place), count: place.mentions ? number(place.mentions) : "",
      })),
      ...words.map(({word, articles}) => ({
        text: t("“{word}”", {word}), note: articleCount(articles), pick: () => this.words(word),
      })),
      whole,
    ];
    this.#options = options;
    this.#at = -1;
    this.list.replaceChildren(...options.map((option, at) => el("li", {
      "role": "option", "id": `search-${at}`, "aria-selected": "false",
      "on": {click: () => this.#pick(at)},
    },
    el("bdi", {class: "search-name"}, option.text), " ",
    el("span", {class: "search-note"}, option.note),
    option.count ? el("span", {class: "search-count"}, option.count) : null)));
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.input.removeAttribute("aria-activedescendant");
  }

  #hide() {
    this.#asking?.abort();
    clearTimeout(this.#waiting);
    this.list.hidden = true;
    this.#options = [];
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  #key(event) {
    const size = this.#options.length;
    if (event.key === "Escape") {
      this.list.hidden ? this.input.value = "" : this.#hide();
    } else if (["ArrowDown", "ArrowUp"].includes(event.key)) {
      event.preventDefault();
      size ? this.#select((this.#at + (event.key === "ArrowDown" ? 1 : this.#at < 0 ? size : size - 1)) % size)
        : this.#ask();
    } else if (event.key === "Enter" && this.input.value.trim()) {
      event.preventDefault();
      this.#at >= 0 ? this.#pick(this.#at) : this.#done(() => this.words(this.input.value.trim()));
    }
  }

  #select(at) {
    this.#at = at;
    [...this.list.children].forEach((option, each) => {
      option.setAttribute("aria-selected", String(each === at));
    });
    this.list.children[at].scrollIntoView({block: "nearest"});
    this.input.setAttribute("aria-activedescendant", `search-${at}`);
  }

  #pick(at) {
    const option = this.#options[at];
    this.#done(() => option.pick());
  }

  #done(pick) {
    pick();
    this.input.value = "";
    this.#hide();
  }
}
