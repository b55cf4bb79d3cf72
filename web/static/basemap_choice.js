// Which base map the reader sees: remembered in this browser, chosen with one control.

import {el} from "./dom.js";
import {t} from "./messages.js";

const L = window.L;
const KEPT = "geomap-basemap";

/** The base map chosen before, else the one that the server was started with. */
export function chosenOf(basemaps) {
  const kept = remembered();
  return basemaps.find(({id}) => id === kept) || basemaps.find(({first}) => first) || basemaps[0];
}

function remembered() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null; // a frame or a private window may have no storage
  }
}

function remember(id) {
  try {
    localStorage.setItem(KEPT, id);
  } catch {
    // then the choice lasts as long as the page
  }
}

/** Our own map is named here; the others are named by their file or host. */
function titleOf({id, name}) {
  const [, kind, own] = name.match(/^(Streets|Online) \((.*)\)$/) || [];
  return id === "world" ? t("Quiet map") : kind === "Streets" ? t("Streets ({name})", {name: own})
    : kind ? t("Online ({name})", {name: own}) : name;
}

/** A list of the base maps that there are. */
export class ChoiceControl {
  constructor(basemaps, show) {
    const options = basemaps.map(({id, name}) =>
      el("option", {value: id, selected: id === chosenOf(basemaps).id}, titleOf({id, name})));
    this.select = el("select", {"class": "basemap-choice", "aria-label": t("Base map"), "dir": document.documentElement.dir, "on": {
      change: () => {
        remember(this.select.value);
        show(basemaps.find(({id}) => id === this.select.value));
      },
    }}, ...options);
  }

  addTo(map) {
    const control = L.control({position: "topright"});
    control.onAdd = () => this.select;
    control.addTo(map);
    L.DomEvent.disableClickPropagation(this.select);
  }
}
