// What the map shows, beside it: the tabs of its places and of its excerpts, newest first.

import * as api from "./api.js";
import {el} from "./dom.js";
import {t, tn} from "./messages.js";
import {Pages} from "./reading.js";
import {mentionCount} from "./words.js";

const SETTLED_MILLISECONDS = 150;

export class InView {
  #articles = null;
  #read = null; // articles when the excerpts were read
  #readOf = ""; // the view and the filters they were read of
  #reading = null;
  #waiting = 0;

  /** `nothing` gives the words where no excerpt is; `shown` tells whether a reader sees this. */
  constructor({page, deeds, failed, nothing, shown}) {
    Object.assign(this, {page, deeds, failed, nothing, shown});
    this.excerpts = document.getElementById("excerpts");
    this.fresh = document.getElementById("fresh");
    this.hiddenLine = document.getElementById("hidden-line");
    this.tabs = [...document.querySelectorAll(".tabs [role=tab]")];
    this.tabs.forEach((tab, at) => {
      tab.addEventListener("click", () => this.tab(tab.dataset.tab));
      tab.addEventListener("keydown", (event) => {
        if (["ArrowLeft", "ArrowRight"].includes(event.key)) {
          const next = this.tabs[1 - at];
          next.focus();
          this.tab(next.dataset.tab);
        }
      });
    });
  }

  /** Whether the excerpts are chosen, and not the places. */
  get reads() {
    return document.getElementById("tab-excerpts").getAttribute("aria-selected") === "true";
  }

  /** Show the places in view, or their excerpts. */
  tab(name) {
    for (const tab of this.tabs) {
      const on = tab.dataset.tab === name;
      tab.setAttribute("aria-selected", String(on));
      tab.tabIndex = on ? 0 : -1;
      document.getElementById(tab.getAttribute("aria-controls")).hidden = !on;
    }
    if (name === "excerpts") {
      this.read();
    }
  }

  /** Read the excerpts of all that is in view, newest first. */
  async read() {
    this.#reading?.abort();
    this.#reading = new AbortController();
    const {signal} = this.#reading;
    const [filters, box] = [this.page.filters, this.page.box()];
    this.#readOf = this.#now();
    try {
      const first = await api.mentions(filters, box, {signal});
      this.#read = this.#articles;
      this.fresh.hidden = true;
      const pages = new Pages(
        first, (after) => api.mentions(filters, box, {after}), this.deeds, this.failed);
      this.excerpts.replaceChildren(
        el("h2", {class: "excerpts-size"}, t("{mentions}, newest first", {mentions: mentionCount(first.matching)})),
        ...first.mentions.length ? pages.parts : this.nothing({matching: 0}).parts());
    } catch (error) {
      this.failed(error);
    }
  }

  #now = () => [...this.page.box(), this.page.filters].join();

  /** The map has shown something else, or more of the same. */
  viewed({hidden}) {
    this.#drawHidden(hidden);
    if (this.shown() && this.reads && this.#readOf !== this.#now()) {
      clearTimeout(this.#waiting);
      this.#waiting = setTimeout(() => this.read(), SETTLED_MILLISECONDS);
    }
  }

  #drawHidden(hidden) {
    const all = this.page.filters.getAll("role").includes("all");
    const press = (text, role) => el("button", {
      type: "button", class: "inline", on: {click: () => this.page.set({role})},
    }, text);
    this.hiddenLine.replaceChildren(...all
      ? [t("Actors and datelines are shown too"), press(t("hide"), [])]
      : hidden ? [tn("{n} mention as actor or dateline is hidden", "{n} mentions as actors or datelines are hidden", hidden),
        press(t("show"), "all")] : []);
  }

  /** How many articles there are now. */
  counted(articles) {
    this.#articles = articles;
    this.#read ??= articles;
  }

  /** The database has grown: say so where the reader reads, and move nothing. */
  grown() {
    const more = this.#articles - (this.#read ?? this.#articles);
    if (this.shown() && this.reads && more > 0) {
      this.fresh.hidden = false;
      this.fresh.replaceChildren(el("button", {type: "button", on: {click: () => this.read()}},
        tn("{n} new article \u00b7 show", "{n} new articles \u00b7 show", more)));
    }
  }
}
