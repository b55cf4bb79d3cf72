// The corrections that readers made, newest first, each of which can be undone.

import {el} from "./dom.js";
import {t} from "./messages.js";
import {day} from "./words.js";

/** The contents of the view. */
export function decisionList(decisions, {back, article, undo}) {
  return [
    el("button", {type: "button", class: "back", on: {click: back}}, `\u2039 ${t("All places")}`),
    el("h2", {class: "place-name", tabindex: "-1"}, t("Corrections")),
    el("p", {class: "hint"}, decisions.length
      ? t("They outlive reading an article again, and can be undone.")
      : t("None so far. Under any excerpt, “Correct” says that a name is no place, or another one.")),
    el("ul", {class: "missing"}, ...decisions.map((decision) => el("li", {},
      el("bdi", {class: "missing-name"}, decision.name),
      el("span", {class: "missing-count"}, verdict(decision), " \u00b7 ",
        day(decision.decided.slice(0, 10)), decision.who ? ` \u00b7 ${decision.who}` : ""),
      decision.undone ? el("span", {class: "missing-state"}, t("undone")) : el("button", {
        "type": "button", "class": "secondary", "on": {click: () => undo(decision.number)},
        "aria-label": t("Undo: {name}", {name: decision.name}),
      }, t("Undo"))))),
  ];
}

function verdict({verdict: word, place, former_place: former}) {
  const before = former ? t(" (was {place})", {place: former.name}) : "";
  return (word === "not a place" ? t("not a place") : t("means {place}", {place: place?.name ?? ""})) + before;
}
