// The work list: toponyms that nothing in the gazetteer answers to.

import {el} from "./dom.js";
import {t} from "./messages.js";
import {mentionCount} from "./words.js";

/** The contents of the view. `add` is given the name to add. */
export function missingNames(toponyms, {back, add}) {
  return [
    el("button", {type: "button", class: "back", on: {click: back}}, `\u2039 ${t("All places")}`),
    el("h2", {class: "place-name", tabindex: "-1"}, t("Names without a place")),
    el("p", {class: "hint"}, toponyms.length
      ? t("Named in the articles, but in no gazetteer, or it is not clear which place is meant. Add one and it is on this map at once.")
      : t("None: every name in the articles has its place.")),
    el("ul", {class: "missing"}, ...toponyms.map(({name, mentions}) => el("li", {},
      el("bdi", {class: "missing-name"}, name),
      el("span", {class: "missing-count"}, mentionCount(mentions)),
      el("button", {
        "type": "button", "class": "secondary", "aria-label": t("Add {name}", {name}),
        "on": {click: () => add(name)},
      }, t("Add"))))),
  ];
}
