// The panel beside the map: one view at a time.

import * as api from "./api.js";
import {articleView} from "./article.js";
import {Correcting} from "./correcting.js";
import {decisionList} from "./decided.js";
import {el} from "./dom.js";
import {InView} from "./in_view.js";
import {t, tn} from "./messages.js";
import {missingNames} from "./missing.js";
import {nothing} from "./nothing.js";
import {Notice} from "./notice.js";
import {OpenedPlace} from "./opened_place.js";
import {articleCount, mentionCount} from "./words.js";

const VIEWS = ["list", "place", "article", "add", "unresolved", "decisions"];

export class Panel {
  view = "list";
  #article = null;
  #articles = null;

  constructor({page, list}) {
    Object.assign(this, {page, list});
    this.notice = new Notice(document.getElementById("message"));
    this.correcting = new Correcting({panel: this, map: page.map});
    const failed = (error) => this.failed(error);
    this.inView = new InView({
      page, deeds: this.#deeds, failed, nothing: (answer) => this.empty(answer),
      shown: () => this.view === "list",
    });
    this.place = new OpenedPlace(this.#section("place"), {
      page, deeds: this.#deeds, failed, back: () => page.close(),
      remove: (place) => this.removePlace(place),
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

  /** What a card may do: open, point out, correct. */
  get #deeds() {
    return {
      article: (number) => this.page.openArticle(number),
      place: (placeId) => this.page.open(placeId, {move: true}),
      hint: (placeId) => this.page.circles.hint(placeId), correcting: this.correcting,
    };
  }

  /** The map has shown something else, or more of the same. */
  viewed(answer) {
    this.inView.viewed(answer);
  }

  /** The filters have changed: what is opened shows what they leave. */
  async filtered() {
    if (this.view === "place" && this.place.isOpen) {
      await this.place.read().catch((error) => this.failed(error));
    }
  }

  /** The database has grown: what the reader is busy with stays as it is. */
  async refreshed() {
    this.inView.grown();
    if (this.view === "place" && this.place.isOpen && !this.place.isBusy) {
      await this.place.read();
    }
  }

  /** The line under the headline. */
  counts({articles, mentions, unresolved, writes}) {
    this.#articles = articles;
    this.inView.counted(articles);
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
    return nothing(answer, {page: this.page, articles: this.#articles});
  }

  say(text, options) {
    this.notice.say(text, options);
  }

  failed(error) {
    this.notice.failed(error);
  }

  reachable() {
    this.notice.reachable();
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
    this.place.forget();
    this.#view("list");
    this.inView.reads && this.inView.read();
    placeId && this.list.focus(placeId);
  }

  openForm(name, point) {
    this.place.forget();
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
    this.place.forget();
    const view = this.#view(name);
    view.replaceChildren(...parts);
    document.getElementById("panel").scrollTop = 0;
    view.querySelector("h2").focus({preventScroll: true});
  }

  /** Show a place and its excerpts; resolves to the place, null where there is none. */
  async openPlace(placeId) {
    try {
      const place = await this.place.read(placeId);
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
      await this.place.read().catch((error) => this.failed(error));
    } else if (this.view === "article") {
      await this.openArticle(this.#article);
    } else if (this.inView.reads) {
      await this.inView.read();
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
