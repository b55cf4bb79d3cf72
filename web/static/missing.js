// The work list: toponyms that nothing in the gazetteer answers to.

import {el} from "./dom.js";
import {t} from "./messages.js";
import {mentionCount} from "./words.js";

/** The contents of the view. `add` is given the name to add. */
export function missingNames(toponyms, {back, add}) {
  return [
    el("button", {type: "button", class: "back", on: {click: back}}, `\u2039 ${t("All places")}`),
    el("h2", {class: "place-name", tabindex: "-1"}, t("Names no gazetteer knows")),
    el("p", {class: "hint"}, toponyms.length
      ? t("Found in the articles, but on no map. Add one and it is on this map at once.")
      : t("None: every place named in the articles was found.")),
    el("ul", {class: "missing"}, ...toponyms.map(({name, mentions}) => el("li", {},
      el("bdi", {class: "missing-name"}, name),
      el("span", {class: "missing-count"}, mentionCount(mentions)),
      el("button", {
        "type": "button", "class": "secondary", "aria-label": t("Add {name}", {name}),
        "on": {click: () => add(name)},
      }, t("Add"))))),
  ];
}
