// The line over the panel that says what happened, or what went wrong.

import {el} from "./dom.js";
import {t} from "./messages.js";

const SHOWN_MILLISECONDS = 8000;

export class Notice {
  #hiding = 0;
  #unreachable = false;

  constructor(line) {
    this.line = line;
  }

  /** Say what happened; `lasting` messages stay until the next; `undo` can take it back. */
  say(text, {lasting = false, undo = null} = {}) {
    clearTimeout(this.#hiding);
    this.line.replaceChildren(text, ...undo ? [" ", el("button", {
      type: "button", class: "message-undo", on: {click: undo},
    }, t("Undo"))] : []);
    this.line.hidden = !text;
    if (text && !lasting) {
      this.#hiding = setTimeout(() => this.say(""), undo ? 2 * SHOWN_MILLISECONDS : SHOWN_MILLISECONDS);
    }
  }

  /** Say why the server gave no answer; what is no fault of it is thrown on. */
  failed(error) {
    if (error.name === "AbortError") {
      return;
    }
    if (!("status" in error)) {
      throw error;
    }
    this.#unreachable = error.status === 0;
    this.say(error.message, {lasting: this.#unreachable || error.status === 400});
  }

  reachable() {
    if (this.#unreachable) {
      this.#unreachable = false;
      this.say("");
    }
  }
}
