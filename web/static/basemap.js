// The base map under everything: our own tiles, a street map or an online one, as was chosen.

import {chosenOf, ChoiceControl} from "./basemap_choice.js";
import {colours, streetRules, worldRules} from "./basemap_style.js";
import {outlines} from "./outlines.js";
import {addTaking} from "./taking.js";
import {VectorMap} from "./vector_map.js";

const L = window.L;
const LIBRARY =
  new URL("./vendor/protomaps-leaflet-5.1.0/protomaps-leaflet.js", import.meta.url).href;
const LOOKS = ["(prefers-color-scheme: dark)", "print"]; // what changes the colours
const PROVINCES_FROM_ZOOM = 5.5;
const RULES = {world: worldRules, streets: streetRules};

let loading = null;

/** The library that draws vector tiles, loaded once. */
export function library() {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = LIBRARY;
    script.addEventListener("load", () => resolve(window.protomapsL));
    script.addEventListener("error", () => reject(new Error(LIBRARY)));
    document.head.append(script);
  });
  return loading;
}

class Basemap {
  #layers = [];
  #shown = "";

  constructor(map, choices) {
    this.map = map;
    this.choices = choices;
  }

  async show(choice) {
    this.#shown = choice.id;
    const made = await this.#made(choice);
    if (this.#shown !== choice.id) {
      return;
    }
    this.#layers.forEach((layer) => layer.remove());
    this.#layers = made;
    this.map.setMaxZoom(choice.max_zoom);
    made.forEach((layer) => layer.addTo(this.map));
    this.map.fire("basemapchange", {choice});
  }

  /** A base map that ends below the view gets the world under it, so that no part is bare. */
  async #made(choice) {
    const world = this.choices.find(({kind}) => kind === "world");
    const protomaps = await library();
    const vector = ({kind, url, attribution, data_zoom: dataZoom}) =>
      new VectorMap(protomaps, {
        source: url, rules: () => RULES[kind](protomaps, colours()), attribution, dataZoom,
      });
    if (choice.kind === "world") {
      return [vector(choice)];
    }
    const under = vector({...world, attribution: ""});
    const over = choice.kind === "streets" ? vector(choice)
      : L.tileLayer(choice.url, {pane: "base", attribution: choice.attribution, maxZoom: choice.max_zoom, crossOrigin: "anonymous", referrerPolicy: "origin"});
    return [under, over];
  }

  repaint() {
    this.#layers.forEach((layer) => layer.repaint?.());
  }
}

/** Draw the base map; resolves when countries are there. `onOutlines` is told of new outlines. */
export async function drawBasemap(map, onOutlines) {
  const answer = await fetch("/api/basemaps");
  const {basemaps} = await answer.json();
  const basemap = new Basemap(map, basemaps);
  const shown = basemap.show(chosenOf(basemaps));
  if (basemaps.length > 1) {
    new ChoiceControl(basemaps, (choice) => basemap.show(choice)).addTo(map);
  }
  addTaking(map);
  for (const look of LOOKS) {
    window.matchMedia(look).addEventListener("change", () => basemap.repaint());
  }
  await Promise.all([shown, outlines("countries"), outlines("disputed")]);
  onOutlines();
  loadProvincesInTime(map, onOutlines);
}

function loadProvincesInTime(map, onOutlines) {
  const update = async () => {
    if (map.getZoom() >= PROVINCES_FROM_ZOOM) {
      map.off("zoomend", update);
      await outlines("provinces");
      onOutlines();
    }
  };
  map.on("zoomend", update);
  update();
}
