// The page: asks for what is in view, shows it, opens places, watches for changes.

import {Adding} from "./adding.js";
import {readAddress, writeAddress} from "./address.js";
import * as api from "./api.js";
import {Areas} from "./areas.js";
import {drawBasemap} from "./basemap.js";
import {Circles, radiusBy} from "./circles.js";
import {Labels} from "./labels.js";
import {addButton, Legend} from "./legend.js";
import {List} from "./list.js";
import {outlineOf, outlines} from "./outlines.js";
import {Panel} from "./panel.js";
import {Sheet} from "./sheet.js";
import {keepToken} from "./token.js";

const POLL_MILLISECONDS = 4000;
const SETTLED_MILLISECONDS = 60;
const CLOSE_ZOOM = 8;

class Page {
  #asking = null;
  #settling = 0;
  #changes = null;
  #answer = {places: [], omitted: 0, largest: 0, first_view: null};
  #opened = null;

  constructor(map) {
    this.map = map;
    const open = (placeId) => this.open(placeId);
    this.circles = new Circles(map, (placeId) => this.panel.adding.active || open(placeId));
    this.areas = new Areas(map);
    this.labels = new Labels(map, open);
    this.legend = new Legend(map);
    this.sheet = new Sheet(map, document.getElementById("handle"));
    this.list = new List({
      points: document.getElementById("points"), areas: document.getElementById("areas"),
      open: (placeId) => this.open(placeId, {move: true}), hint: (id) => this.circles.hint(id),
    });
    this.panel = new Panel({
      list: this.list, close: () => this.close(), changed: () => this.refreshAll(),
      open: (placeId) => this.open(placeId, {move: true}),
    });
    this.panel.adding = new Adding(map, document.getElementById("view-add"), {
      add: (place) => this.panel.addPlace(place), leave: () => this.close(),
    });
    addButton(map, () => this.add());
  }

  async start() {
    const basemap = drawBasemap(this.map, () => this.draw());
    const {view, place} = readAddress();
    await this.refresh(null);
    this.#show(view);
    this.map.on("moveend", () => this.settle());
    window.addEventListener("popstate", () => this.follow());
    await this.refreshAll();
    if (place) {
      await this.open(place);
    }
    this.watch();
    await basemap;
    this.draw();
  }

  #show(view) {
    const box = this.#answer.first_view;
    if (view) {
      this.map.setView(view.centre, view.zoom, {animate: false});
    } else if (box) {
      const [west, south, east, north] = box;
      this.map.fitBounds([[south, west], [north, east]], {padding: [28, 28], maxZoom: 9, animate: false});
    }
  }

  settle() {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => {
      writeAddress(this.map, this.#opened);
      this.refresh(this.#box());
    }, SETTLED_MILLISECONDS);
  }

  #box() {
    const bounds = this.map.getBounds();
    const keep = (degrees, most) => Math.max(-most, Math.min(most, degrees));
    return [
      keep(bounds.getWest(), 180), keep(bounds.getSouth(), 90),
      keep(bounds.getEast(), 180), keep(bounds.getNorth(), 90),
    ];
  }

  /** Ask for the places in a box; an answer that a later question overtook is dropped. */
  async refresh(box) {
    this.#asking?.abort();
    this.#asking = new AbortController();
    try {
      this.#answer = await api.places(box, this.#asking.signal);
      this.panel.reachable();
      this.draw();
    } catch (error) {
      this.panel.failed(error);
    }
  }

  async refreshAll() {
    try {
      const held = await api.summary();
      this.#changes = held.changes;
      this.panel.counts(held);
    } catch (error) {
      this.panel.failed(error);
    }
    await this.refresh(this.#box());
  }

  draw() {
    const {places, omitted, largest} = this.#answer;
    const radius = radiusBy(largest, this.map.getZoom());
    const points = places.filter((place) => !place.area);
    const areas = places.filter((place) => place.area);
    if (areas.some((area) => area.precision === "admin1" && !outlineOf(area))) {
      this.#loadProvinces();
    }
    this.circles.draw(points, radius);
    this.areas.draw(areas, radius);
    this.legend.draw(largest, radius);
    this.labels.draw(points, areas, radius);
    const inView = areas.filter((area) => this.#touches(area));
    this.list.draw({places: points, areas: inView, omitted}, this.panel.empty(places));
  }

  #loadProvinces() {
    if (!this.provinces) {
      this.provinces = outlines("provinces").then(() => this.draw());
    }
  }

  #touches(area) {
    const view = this.map.getBounds();
    const bounds = this.areas.bounds(area.place_id);
    return bounds ? view.intersects(bounds) : view.contains([area.latitude, area.longitude]);
  }

  async open(placeId, {move = false} = {}) {
    this.panel.adding.close();
    this.#mark(placeId);
    this.sheet.now === "little" && this.sheet.size("half");
    const place = await this.panel.openPlace(placeId);
    if (place && move) {
      this.#moveTo(place);
    }
    writeAddress(this.map, this.#opened);
  }

  #moveTo(place) {
    const bounds = this.areas.bounds(place.place_id);
    const animate = !window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (bounds) {
      this.map.getBounds().contains(bounds) || this.map.fitBounds(bounds, {padding: [24, 24], animate});
    } else if (!this.map.getBounds().pad(-0.08).contains([place.latitude, place.longitude])) {
      const zoom = Math.min(this.map.getZoom(), CLOSE_ZOOM);
      this.map.setView([place.latitude, place.longitude], zoom, {animate});
    }
  }

  #mark(placeId) {
    this.#opened = placeId;
    this.circles.mark(placeId);
    this.areas.mark(placeId);
  }

  close() {
    const left = this.#opened;
    this.panel.adding.close();
    this.#mark(null);
    this.panel.showList(left);
    writeAddress(this.map, null);
  }

  add(name) {
    this.#mark(null);
    this.sheet.size("half");
    this.panel.openForm(name);
    writeAddress(this.map, null);
  }

  /** Go where the address bar says, after the reader went back or forward. */
  follow() {
    const {view, place} = readAddress();
    if (view) {
      this.map.setView(view.centre, view.zoom, {animate: false});
    }
    if (place && place !== this.#opened) {
      this.open(place);
    } else if (!place && this.#opened) {
      this.close();
    }
  }

  watch() {
    setInterval(async () => {
      if (document.hidden) {
        return;
      }
      try {
        const held = await api.summary();
        this.panel.reachable();
        if (held.changes !== this.#changes) {
          this.#changes = held.changes;
          this.panel.counts(held);
          await this.refresh(this.#box());
          await this.panel.refreshPlace();
        }
      } catch (error) {
        this.panel.failed(error);
      }
    }, POLL_MILLISECONDS);
  }
}

/** Called by the page's inline script with Folium's map. */
export async function start(map) {
  keepToken();
  const page = new Page(map);
  page.panel.form = (name) => page.add(name);
  await page.start();
  document.body.dataset.ready = "true";
}

