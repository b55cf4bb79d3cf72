// Taking the map away: as a picture, on paper, or what the filters leave as a file.

import {el} from "./dom.js";
import {t} from "./messages.js";
import {picture} from "./picture.js";

const L = window.L;
const FILTERS = [
  "since", "until", "undated", "q", "min_confidence", "place", "bbox",
  "country", "source", "language", "role", "precision",
];
const EMBEDDED = "embedded";

/** The filters in the address. */
export function filters() {
  const given = [...new URLSearchParams(location.search)];
  return new URLSearchParams(given.filter(([name, value]) => FILTERS.includes(name) && value));
}

/** Add the menu; in a frame, the way to the whole map instead. */
export function addTaking(map) {
  const control = L.control({position: "topright"});
  const embedded = document.body.dataset.view === EMBEDDED;
  control.onAdd = () => {
    const box = embedded ? wholeMap() : menu(map);
    L.DomEvent.disableClickPropagation(box);
    return box;
  };
  control.addTo(map);
  embedded || map.getContainer().ownerDocument.addEventListener("click", closeMenus);
}

function closeMenus({target}) {
  document.querySelectorAll("details.taking[open]").forEach((menu) =>
    menu.contains(target) || menu.removeAttribute("open"));
}

function wholeMap() {
  const link = el("a", {class: "whole-map", href: "/", target: "_blank", rel: "noopener"}, t("Whole map"));
  link.addEventListener("click", () => {
    const query = filters().toString();
    link.href = `/${query ? `?${query}` : ""}${location.hash}`;
  });
  return link;
}

function menu(map) {
  const box = el("details", {class: "taking", dir: document.documentElement.dir}, el("summary", {}, t("Take away")), el("ul", {},
    el("li", {}, el("button", {type: "button", on: {click: () => save(map)}}, t("Picture (PNG)"))),
    el("li", {}, el("button", {type: "button", on: {click: () => window.print()}}, t("Print"))),
    el("li", {}, download(t("Page (HTML)"), "html")),
    el("li", {}, download("GeoJSON", "geojson")),
    el("li", {}, download(t("Table (CSV)"), "csv"))));
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && box.open) {
      box.open = false;
      box.querySelector("summary").focus();
    }
  });
  return box;
}

function download(text, format) {
  const link = el("a", {href: `/api/export?format=${format}`, download: ""}, text);
  const update = () => {
    const query = filters();
    query.set("format", format);
    link.href = `/api/export?${query}`;
  };
  ["pointerdown", "focus", "click"].forEach((event) => link.addEventListener(event, update));
  return link;
}

async function save(map) {
  const canvas = await picture(map, caption());
  canvas.toBlob((blob) => {
    const address = URL.createObjectURL(blob);
    const link = el("a", {href: address, download: "geomap.png"});
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  }, "image/png");
}

/** What stands under the picture: the title, what is counted, what the filters say. */
function caption() {
  const told = [...filters()].map(([name, value]) => `${name} ${value}`).join(" \u00b7 ");
  return {
    title: document.querySelector("h1")?.textContent || document.title,
    told: [document.getElementById("counts")?.textContent, told].filter(Boolean).join(" \u00b7 "),
  };
}
