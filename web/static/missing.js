// The work list: toponyms that nothing in the gazetteer answers to.

import {el} from "./dom.js";
import {count} from "./words.js";

/** The contents of the view. `add` is given the name to add. */
export function missingNames(toponyms, {back, add}) {
  return [
    el("button", {type: "button", class: "back", on: {click: back}}, "\u2039 All places"),
    el("h2", {class: "place-name", tabindex: "-1"}, "Names no gazetteer knows"),
    el("p", {class: "hint"}, toponyms.length
      ? "Found in the articles, but on no map. Add one and it is on this map at once."
      : "None: every place named in the articles was found."),
    el("ul", {class: "missing"}, ...toponyms.map(({name, mentions}) => el("li", {},
      el("bdi", {class: "missing-name"}, name),
      el("span", {class: "missing-count"}, count(mentions, "mention")),
      el("button", {
        "type": "button", "class": "secondary", "aria-label": `Add ${name}`,
        "on": {click: () => add(name)},
      }, "Add")))),
  ];
}
