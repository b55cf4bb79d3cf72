// What stands where there is nothing to show, and how to go on.

import * as api from "./api.js";
import {el} from "./dom.js";
import {chosen} from "./filters.js";
import {t} from "./messages.js";
import {mentionCount} from "./words.js";

/** The words for an answer without places, from a database of so many `articles`. */
export function nothing({matching}, {page, articles}) {
  const {filters} = page;
  if (articles === 0) {
    return said("empty", t("This database is still empty. Fill it, and this page shows it at once:"),
      el("pre", {class: "command", dir: "ltr"}, "geomap ingest ARTICLES --db FILE"));
  }
  if (matching === 0 && filters.size) {
    return said(`none ${filters}`, t("No mention is left by these filters. Drop one:"), ...ways(page));
  }
  return matching
    ? said("elsewhere", t("No place named in this part of the map."), el("button", {
      type: "button", class: "secondary", on: {click: () => page.map.setZoom(3)},
    }, t("Zoom out")))
    : said("nowhere", t("No place is named in these articles."));
}

/** Each filter as a button that drops it, with what would be left. */
function ways(page) {
  const each = chosen(page.filters).map(({label, text, lift}) => {
    const left = el("span", {class: "choice-count"});
    const without = new URLSearchParams(page.filters);
    Object.keys(lift).forEach((name) => without.delete(name));
    api.mentions(without, null, {limit: 1}).then(
      ({matching}) => { left.textContent = mentionCount(matching); }, () => {});
    return el("li", {}, el("button", {
      type: "button", class: "way", on: {click: () => page.set(lift)},
    }, el("span", {}, label, ": ", el("bdi", {}, text)), left));
  });
  return [el("ul", {class: "ways"}, ...each), el("button", {
    type: "button", class: "secondary", on: {click: () => page.bar.clear()},
  }, t("Clear filters"))];
}

/** A text with what can be done; `text` tells two apart. */
const said = (text, words, ...parts) => ({
  text, parts: () => [el("div", {class: "nothing"}, el("p", {}, words), ...parts)],
});
