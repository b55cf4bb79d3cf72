// The bar of filters over the map: each button tells what it leaves, and opens its choices.

import {SEVERAL} from "./address.js";
import {el} from "./dom.js";
import {number, t} from "./messages.js";
import {
  countryWord, languageWord, mentionCount, precision, role, shortDay,
} from "./words.js";

const LABELS = {
  period: t("Period"), country: t("Country"), source: t("Source"), language: t("Language"),
  role: t("Role"), precision: t("Precision"), min_confidence: t("Certainty"),
};
const SHARES = [
  ["", t("any")], ["0.6", t("likely or better (60 %)")], ["0.8", t("confident or better (80 %)")],
  ["0.95", t("almost certain (95 %)")],
];

/** A facet's value in words. */
export function valueWord(name, value, label = value) {
  const words = {
    country: () => countryWord(value, label), language: () => languageWord(value, label),
    role: () => value === "all" ? t("all roles") : role(value), precision: () => precision(value),
    source: () => value || t("unnamed source"),
  };
  return words[name] ? words[name]() : label;
}

/** Each filter that is set, in words, with what would lift it. */
export function chosen(filters, placeName = (id) => id) {
  const found = SEVERAL.filter((name) => filters.has(name)).map((name) => ({
    label: LABELS[name], lift: {[name]: []},
    text: filters.getAll(name).map((value) => valueWord(name, value)).join(", "),
  }));
  const add = (name, label, text) =>
    filters.has(name) && found.push({label, text: text(filters.get(name)), lift: {[name]: ""}});
  add("q", t("Words"), (q) => q);
  add("since", t("Since"), shortDay);
  add("until", t("Until"), shortDay);
  add("undated", t("Period"), () => t("undated"));
  add("min_confidence", LABELS.min_confidence, (share) => `\u2265 ${Math.round(100 * share)} %`);
  add("place", t("Place"), placeName);
  return found;
}

export class Filters {
  #open = null;
  #filters = new URLSearchParams();

  /** `set` takes changes of filters, `facets` answers the choices there are. */
  constructor(bar, {set, facets, placeName}) {
    Object.assign(this, {bar, set, facets, placeName});
    this.groups = el("div", {class: "filter-groups", id: "filter-groups"},
      ...Object.keys(LABELS).map((name) => this.#group(name)));
    this.toggle = el("button", {
      "type": "button", "class": "filter-button filter-toggle", "aria-expanded": "false",
      "aria-controls": "filter-groups", "on": {click: () => this.#toggleAll()},
    });
    this.chips = el("div", {class: "chips"});
    bar.append(this.toggle, this.groups, this.chips);
    document.addEventListener("pointerdown", (event) => {
      if (!bar.contains(event.target)) {
        this.close();
      }
    });
    bar.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.#open) {
        const button = this.#button(this.#open);
        this.close();
        button.focus();
      }
    });
  }

  #group(name) {
    return el("div", {"class": "filter", "data-filter": name},
      el("button", {
        "type": "button", "class": "filter-button", "aria-expanded": "false",
        "aria-controls": `filter-${name}`, "on": {click: () => this.#press(name)},
      }, LABELS[name]),
      el("div", {
        "class": "filter-choices", "id": `filter-${name}`, "role": "group",
        "aria-label": LABELS[name], "hidden": true,
      }));
  }

  #part = (name) => this.groups.querySelector(`[data-filter="${name}"]`);

  #button = (name) => this.#part(name).querySelector("button");

  #toggleAll() {
    const open = !this.bar.classList.toggle("filters-open");
    this.toggle.setAttribute("aria-expanded", String(!open));
  }

  close() {
    this.bar.classList.remove("filters-open");
    this.toggle.setAttribute("aria-expanded", "false");
    this.#fold();
  }

  #fold() {
    if (this.#open) {
      this.#button(this.#open).setAttribute("aria-expanded", "false");
      this.#part(this.#open).lastElementChild.hidden = true;
      this.#open = null;
    }
  }

  async #press(name) {
    const again = this.#open === name;
    this.#fold();
    if (!again) {
      this.#open = name;
      this.#button(name).setAttribute("aria-expanded", "true");
      this.#part(name).lastElementChild.hidden = false;
      await this.#fill(name);
    }
  }

  /** Show what is set; an open group shows its counts anew. */
  draw(filters) {
    this.#filters = filters;
    const set = chosen(filters, this.placeName);
    for (const [name, label] of Object.entries(LABELS)) {
      this.#button(name).textContent = label;
      this.#button(name).classList.toggle("filter-set", this.#isSet(name));
    }
    this.toggle.textContent = set.length ? t("Filters ({n})", {n: number(set.length)}) : t("Filters");
    this.chips.hidden = set.length === 0;
    this.chips.replaceChildren(
      ...set.map(({label, text, lift}) => el("button", {
        "type": "button", "class": "chip", "aria-label": t("{label}: {text}; remove", {label, text}),
        "on": {click: () => this.set(lift)},
      }, el("span", {}, label, ": ", el("bdi", {}, text)), el("span", {"aria-hidden": "true"}, "\u00d7"))),
      ...set.length ? [el("button", {
        type: "button", class: "quiet clear", on: {click: () => this.clear()},
      }, t("Clear filters"))] : []);
    if (this.#open) {
      this.#fill(this.#open);
    }
  }

  clear() {
    this.set(Object.fromEntries([...this.#filters.keys()].map((name) => [name, []])));
  }

  #isSet = (name) => name === "period"
    ? ["since", "until", "undated"].some((each) => this.#filters.has(each)) : this.#filters.has(name);

  async #fill(name) {
    const box = this.#part(name).lastElementChild;
    if (name === "period") {
      this.#fillPeriod(box);
    } else if (name === "min_confidence") {
      const now = this.#filters.get(name) || "";
      box.replaceChildren(...SHARES.map(([value, text]) => choice({
        type: "radio", name, value, text, checked: value === now,
        pick: () => this.set({min_confidence: value}),
      })));
    } else {
      const found = await this.facets();
      if (found && this.#open === name) {
        this.#fillFacet(box, name, found[name] || []);
      }
    }
  }

  #fillPeriod(box) {
    if (box.contains(document.activeElement) && box.childElementCount) {
      return;
    }
    const date = (name, label) => el("p", {class: "field"},
      el("label", {for: `filter-${name}`}, label),
      el("input", {
        type: "date", id: `filter-${name}`, value: this.#filters.get(name) || "",
        on: {change: (event) => this.set({[name]: event.target.value, undated: ""})},
      }));
    box.replaceChildren(date("since", t("Since")), date("until", t("Until")), choice({
      type: "checkbox", name: "undated", value: "1", text: t("only articles without a date"),
      checked: this.#filters.has("undated"),
      pick: (on) => this.set({undated: on ? "1" : "", since: "", until: ""}),
    }));
  }

  #fillFacet(box, name, values) {
    const now = this.#filters.getAll(name);
    const focused = box.contains(document.activeElement) ? document.activeElement.value : null;
    const missing = now.filter((value) => !values.some((each) => each.value === value))
      .map((value) => ({value, label: value, mentions: 0}));
    const all = [...missing.filter(({value}) => value !== "all"), ...values];
    const most = Math.max(1, ...all.map(({mentions}) => mentions));
    box.replaceChildren(
      ...name === "role" ? [choice({
        type: "checkbox", name, value: "all", text: t("all roles"), checked: now.includes("all"),
        pick: (on) => this.set({role: on ? "all" : []}),
      })] : [],
      ...all.map(({value, label, mentions}) => choice({
        type: "checkbox", name, value, text: valueWord(name, value, label), mentions,
        share: mentions / most, checked: now.includes(value),
        pick: (on) => this.set({[name]: on ? [...now.filter((each) => each !== "all"), value]
          : now.filter((each) => each !== value)}),
      })));
    if (focused !== null) {
      [...box.querySelectorAll("input")].find((each) => each.value === focused)?.focus();
    }
  }
}

function choice({type, name, value, text, checked, pick, mentions = null, share = 0}) {
  const input = el("input", {type, name: `choice-${name}`, value, checked});
  input.addEventListener("change", () => pick(input.checked));
  const bar = el("span", {"class": "choice-bar", "aria-hidden": "true"});
  bar.style.width = `${100 * share}%`;
  return el("label", {class: "choice"}, input, el("bdi", {class: "choice-text"}, text),
    mentions === null ? null : el("span", {class: "choice-count", title: mentionCount(mentions)},
      number(mentions)),
    mentions === null ? null : bar);
}
