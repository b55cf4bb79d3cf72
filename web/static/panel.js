// The panel beside the map: one view at a time, and the line that says what happened.

import {chosen} from "./filters.js";
import * as api from "./api.js";
import {articleView} from "./article.js";
import {Correcting} from "./correcting.js";
import {decisionList} from "./decided.js";
import {el} from "./dom.js";
import {number, t, tn} from "./messages.js";
import {missingNames} from "./missing.js";
import {cards, Pages, placeHead} from "./reading.js";
import {articleCount, mentionCount} from "./words.js";

const VIEWS = ["list", "place", "article", "add", "unresolved", "decisions"];
const MESSAGE_MILLISECONDS = 8000;

export class Panel {
  view = "list";
  #placeId = null;
  #article = null;
  #articles = null;
  #unreachable = false;
  #hiding = 0;
  #read = null; // articles when the excerpts in view were read
  #readOf = ""; // the view and the filters they were read of

  constructor({page, list}) {
    Object.assign(this, {page, list});
    this.message = document.getElementById("message");
    this.hiddenLine = document.getElementById("hidden-line");
    this.excerpts = document.getElementById("excerpts");
    this.fresh = document.getElementById("fresh");
    this.correcting = new Correcting({panel: this, map: page.map});
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

  #view(name) {
    this.view = name;
    for (const each of VIEWS) {
      this.#section(each).hidden = each !== name;
    }
    return this.#section(name);
  }

  #section = (name) => document.getElementById(`view-${name}`);

  get #reads() {
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
      this.readView();
    }
  }

  /** What a card may do: open, point out, correct. */
  get #deeds() {
    return {
      article: (number) => this.page.openArticle(number),
      place: (placeId) => this.page.open(placeId, {move: true}),
      hint: (placeId) => this.page.circles.hint(placeId), correcting: this.correcting,
    };
  }

  /** Read the excerpts of all that is in view, newest first. */
  async readView() {
    this.reading?.abort();
    this.reading = new AbortController();
    const {signal} = this.reading;
    const [filters, box] = [this.page.filters, this.page.box()];
    this.#readOf = this.#inView();
    try {
      const first = await api.mentions(filters, box, {signal});
      this.#read = this.#articles;
      this.fresh.hidden = true;
      const pages = new Pages(first, (after) => api.mentions(filters, box, {after}), this.#deeds,
        (error) => this.failed(error));
      this.excerpts.replaceChildren(
        el("h2", {class: "excerpts-size"}, t("{mentions}, newest first", {mentions: mentionCount(first.matching)})),
        ...first.mentions.length ? pages.parts : this.empty({matching: 0}).parts());
    } catch (error) {
      this.failed(error);
    }
  }

  #inView = () => [...this.page.box(), this.page.filters].join();

  /** The map has shown something else, or more of the same. */
  viewed(answer) {
    this.#drawHidden(answer.hidden);
    if (this.view === "list" && this.#reads && this.#readOf !== this.#inView()) {
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.readView(), 150);
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

  /** The filters have changed: what is opened shows what they leave. */
  async filtered() {
    if (this.view === "place" && this.#placeId !== null) {
      await this.#readPlace().catch((error) => this.failed(error));
    }
  }

  /** The database has grown: say so where the reader reads, and move nothing. */
  async refreshed() {
    const more = this.#articles - (this.#read ?? this.#articles);
    if (this.view === "list" && this.#reads && more > 0) {
      this.fresh.hidden = false;
      this.fresh.replaceChildren(el("button", {type: "button", on: {click: () => this.readView()}},
        tn("{n} new article \u00b7 show", "{n} new articles \u00b7 show", more)));
    }
    await this.refreshPlace();
  }

  /** The line under the headline. */
  counts({articles, mentions, unresolved, writes}) {
    this.#articles = articles;
    this.#read ??= articles;
    this.correcting.writes = writes;
    document.getElementById("counts").textContent =
      `${articleCount(articles)}${t(", ")}${mentionCount(mentions)}`;
    const rest = document.getElementById("unresolved-count");
    const press = (text, click) => el("button", {type: "button", class: "inline", on: {click}}, text);
    rest.replaceChildren(
      ...unresolved ? [t(", "), press(tn("{n} unresolved", "{n} unresolved", unresolved), () => this.openUnresolved())] : [],
      " \u00b7 ", press(t("corrections"), () => this.openDecisions()));
  }

  /** What stands where there is nothing to show, and how to go on. */
  empty(answer) {
    const {filters} = this.page;
    if (this.#articles === 0) {
      return said("empty", t("This database is still empty. Fill it, and this page shows it at once:"),
        el("pre", {class: "command", dir: "ltr"}, "geomap ingest ARTICLES --db FILE"));
    }
    if (answer.matching === 0 && filters.size) {
      return said(`none ${filters}`, t("No mention is left by these filters. Drop one:"),
        ...this.#ways(filters));
    }
    return answer.matching
      ? said("elsewhere", t("No place named in this part of the map."), el("button", {
        type: "button", class: "secondary", on: {click: () => this.page.map.setZoom(3)},
      }, t("Zoom out")))
      : said("nowhere", t("No place is named in these articles."));
  }

  #ways(filters) {
    const ways = chosen(filters).map(({label, text, lift}) => {
      const left = el("span", {class: "choice-count"});
      const without = new URLSearchParams(filters);
      Object.keys(lift).forEach((name) => without.delete(name));
      api.mentions(without, null, {limit: 1}).then(
        ({matching}) => { left.textContent = mentionCount(matching); }, () => {});
      return el("li", {}, el("button", {
        type: "button", class: "way", on: {click: () => this.page.set(lift)},
      }, el("span", {}, label, ": ", el("bdi", {}, text)), left));
    });
    return [el("ul", {class: "ways"}, ...ways), el("button", {
      type: "button", class: "secondary", on: {click: () => this.page.bar.clear()},
    }, t("Clear filters"))];
  }

  /** Say what happened; `lasting` messages stay until the next; `undo` can take it back. */
  say(text, {lasting = false, undo = null} = {}) {
    clearTimeout(this.#hiding);
    this.message.replaceChildren(text, ...undo ? [" ", el("button", {
      type: "button", class: "message-undo", on: {click: undo},
    }, t("Undo"))] : []);
    this.message.hidden = !text;
    if (text && !lasting) {
      this.#hiding = setTimeout(() => this.say(""), undo ? 2 * MESSAGE_MILLISECONDS : MESSAGE_MILLISECONDS);
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
    this.say(error.message, {lasting: this.#unreachable || error.status === 400});
  }

  reachable() {
    if (this.#unreachable) {
      this.#unreachable = false;
      this.say("");
    }
  }

  /** Point out what the pointer is at on the map, in the list and among the excerpts. */
  hint(placeId) {
    for (const each of document.querySelectorAll(".row, .excerpt")) {
      each.classList.toggle("hinted", placeId !== null && each.dataset.place === placeId);
    }
  }

  /** Whether a click on a circle was meant for a form that is open. */
  picked(placeId) {
    return this.correcting.picked(placeId) || this.adding.active;
  }

  showList(placeId) {
    this.#placeId = null;
    this.#view("list");
    this.#reads && this.readView();
    placeId && this.list.focus(placeId);
  }

  openForm(name, point) {
    this.#placeId = null;
    this.adding.open(name, point);
    const view = this.#view("add");
    view.scrollTop = 0;
    view.querySelector(name ? "#new-aliases" : "#new-name").focus();
  }

  async openUnresolved() {
    const {toponyms} = await api.unresolved();
    this.#fill("unresolved", missingNames(toponyms, {
      back: () => this.page.close(), add: (name) => this.page.add(name),
    }));
  }

  async openDecisions() {
    const {decisions} = await api.decisions();
    this.#fill("decisions", decisionList(decisions, {
      back: () => this.page.close(), article: this.#deeds.article,
      undo: async (number) => {
        await this.correcting.undo(number);
        this.openDecisions();
      },
    }));
  }

  #fill(name, parts) {
    this.#placeId = null;
    const view = this.#view(name);
    view.replaceChildren(...parts);
    document.getElementById("panel").scrollTop = 0;
    view.querySelector("h2").focus({preventScroll: true});
  }

  /** Show a place and its excerpts; resolves to the place, null where there is none. */
  async openPlace(placeId) {
    this.#placeId = placeId;
    try {
      const place = await this.#readPlace();
      if (place) {
        const view = this.#view("place");
        document.getElementById("panel").scrollTop = 0;
        view.querySelector("h2").focus({preventScroll: true});
      }
      return place;
    } catch (error) {
      this.failed(error);
      return null;
    }
  }

  async #readPlace() {
    const placeId = this.#placeId;
    const answer = await api.mentionsOf(placeId, this.#withoutPlace());
    if (this.#placeId !== placeId) {
      return null;
    }
    this.#fillPlace(answer);
    return answer.place;
  }

  #withoutPlace() {
    const filters = new URLSearchParams(this.page.filters);
    filters.delete("place");
    return filters;
  }

  /** Read the opened place anew, unless the reader is further down or has opened something. */
  async refreshPlace() {
    const view = this.#section("place");
    const busy = document.getElementById("panel").scrollTop > 0 || this.pages?.paged
      || view.querySelector("details[open], .correct:not([hidden]), .card :focus");
    if (this.view === "place" && this.#placeId !== null && !busy) {
      await this.#readPlace();
    }
  }

  #fillPlace({place, removable, mentions, next}) {
    const {filters} = this.page;
    const only = filters.get("place") === place.place_id;
    this.pages = new Pages({mentions, next},
      (after) => api.mentionsOf(place.place_id, this.#withoutPlace(), after), this.#deeds,
      (error) => this.failed(error));
    this.#section("place").replaceChildren(
      placeHead(place, {
        back: () => this.page.close(),
        only: () => this.page.set({place: only ? "" : place.place_id}), isOnly: only,
        remove: removable ? () => this.removePlace(place) : null,
      }), ...this.pages.parts);
  }

  async openArticle(number) {
    this.#article = number;
    try {
      const article = await api.article(number);
      if (this.#article === number) {
        this.#fill("article", articleView(article, {...this.#deeds, back: () => this.page.close(), add: (name) => this.page.add(name)}));
      }
    } catch (error) {
      this.failed(error);
    }
  }

  /** A mention was corrected: read again what is shown, and keep the reader's place. */
  async corrected() {
    const top = document.getElementById("panel").scrollTop;
    await this.page.refreshAll();
    if (this.view === "place") {
      await this.#readPlace().catch((error) => this.failed(error));
    } else if (this.view === "article") {
      await this.openArticle(this.#article);
    } else if (this.#reads) {
      await this.readView();
    }
    document.getElementById("panel").scrollTop = top;
  }

  async addPlace(place) {
    const {place: added, articles_read_again: articles} = await api.addPlace(place);
    this.adding.close();
    await this.page.refreshAll();
    await this.page.open(added.place_id);
    this.say(tn("Added; {n} article read again.", "Added; {n} articles read again.", articles));
  }

  async removePlace(place) {
    try {
      const {articles_read_again: articles} = await api.removePlace(place.place_id);
      this.page.close();
      await this.page.refreshAll();
      this.say(tn("Removed; {n} article read again.", "Removed; {n} articles read again.", articles));
    } catch (error) {
      this.failed(error);
    }
  }
}

/** A text with what can be done; `text` tells two apart. */
const said = (text, words, ...parts) => ({
  text, parts: () => [el("div", {class: "nothing"}, el("p", {}, words), ...parts)],
});
