// How to read the circles, and the button that adds a place, as Leaflet controls.

import {el, svg} from "./dom.js";
import {t} from "./messages.js";
import {mentionCount} from "./words.js";

const L = window.L;
const LINE = 14; // pixels from one line of text to the next

/** Add the button under the zoom control. */
export function addButton(map, pressed) {
  const control = L.control({position: "topleft"});
  control.onAdd = () => {
    const button = el("button", {type: "button", class: "add-button", dir: document.documentElement.dir, on: {click: pressed}},
      el("span", {"aria-hidden": "true"}, "+"), ` ${t("Add a place")}`);
    L.DomEvent.disableClickPropagation(button);
    return button;
  };
  control.addTo(map);
}

export class Legend {
  #box = el("details", {class: "legend", dir: document.documentElement.dir});
  #drawn = "";

  constructor(map) {
    const roomy = window.matchMedia("(min-width: 800px)").matches;
    this.#box.open = roomy;
    const control = L.control({position: roomy ? "bottomleft" : "topright"});
    control.onAdd = () => this.#box;
    control.addTo(map);
    L.DomEvent.disableClickPropagation(this.#box);
  }

  /** Draw the sizes for the most mentions of any place. */
  draw(largest, radius) {
    const sizes = [...new Set([largest, Math.round(largest / 4), 1])].filter((n) => n >= 1);
    const drawn = sizes.map((size) => [size, radius(size)]).join();
    if (this.#drawn === drawn) {
      return;
    }
    this.#drawn = drawn;
    this.#box.replaceChildren(
      el("summary", {}, t("How to read it")),
      circles(sizes, radius),
      key("key-unsure", t("unsure which place is meant")),
      key("key-cell", t("several places; zoom in")),
      key("key-relation", t("“20 km north of …”, and how roughly")),
      key("key-area", t("area named as a whole")));
  }
}

function circles(sizes, radius) {
  const most = radius(sizes[0]);
  const [width, height] = [190, Math.max(2 * most, LINE * sizes.length) + 6];
  let line = -Infinity;
  const parts = sizes.flatMap((size, index) => {
    const r = radius(size);
    const x = most + 2;
    const text = height - 3 - 2 * r;
    const lowest = height - 5 - LINE * (sizes.length - 1 - index);
    line = Math.max(7, line + LINE, Math.min(text, lowest));
    return [
      svg("circle", {"class": "circle", "cx": x, "cy": height - 3 - r, r, "stroke-width": 1}),
      svg("line", {class: "legend-line", x1: x, y1: text, x2: 2 * most + 14, y2: line}),
      svg("text", {class: "legend-text", x: 2 * most + 18, y: line + 4},
        mentionCount(size)),
    ];
  });
  return svg("svg", {class: "legend-sizes", width, height, "aria-hidden": "true"}, ...parts);
}

const key = (name, text) => el("p", {class: "key"}, el("span", {"class": name, "aria-hidden": "true"}), text);
