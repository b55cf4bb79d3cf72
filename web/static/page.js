// The page: one state of filters, view and what is opened; every part shows it.

import {Adding} from "./adding.js";
import {changed, readAddress, writeAddress} from "./address.js";
import * as api from "./api.js";
import {Areas} from "./areas.js";
import {drawBasemap} from "./basemap.js";
import {Circles, radiusBy} from "./circles.js";
import {Filters} from "./filters.js";
import {first} from "./first.js";
import {Labels} from "./labels.js";
import {addButton, Legend} from "./legend.js";
import {List} from "./list.js";
import {watch} from "./live.js";
import {t} from "./messages.js";
import {outlineOf, outlines} from "./outlines.js";
import {Panel} from "./panel.js";
import {Relations} from "./relations.js";
import {Search} from "./search.js";
import {Sheet} from "./sheet.js";
import {Timeline} from "./timeline.js";
import {keepToken} from "./token.js";

const SETTLED_MILLISECONDS = 120; // after which the address follows the map
const NAMES_MILLISECONDS = 60; // that circles wait for the names of the base map
const BASEMAP_MILLISECONDS = 400; // that the base map waits for circles
const CLOSE_ZOOM = 8;
const NOTHING = {
  places: [], cells: [], areas: [], relations: [], omitted: 0, largest: 0, hidden: 0, shown: 0,
  matching: 0,
};
const pause = (milliseconds) => new Promise((next) => setTimeout(next, milliseconds));

class Page {
  #asking = null;
  #settling = 0;
  #answer = NOTHING;
  #held = null; // {zoom, bounds} that the answer holds all of
  #opened = null;
  #article = null;
  #names = new Map();

  constructor(map) {
    this.map = map;
    this.filters = readAddress().filters;
    const open = (placeId) => this.open(placeId);
    const openAndMove = (placeId) => this.open(placeId, {move: true});
    const near = (cell) => this.#fit(cell.bbox);
    const set = (changes, how) => this.set(changes, how);
    this.circles = new Circles(map, {
      open: (placeId) => this.panel.picked(placeId) || open(placeId), near,
      point: (placeId) => this.#point(placeId),
    });
    this.areas = new Areas(map);
    this.relations = new Relations(map);
    this.labels = new Labels(map, open);
    this.legend = new Legend(map);
    this.sheet = new Sheet(map, document.getElementById("handle"));
    this.bar = new Filters(document.getElementById("filters"), {
      set, facets: () => this.#asked(api.facets(this.filters)),
      placeName: (id) => this.#names.get(id) || id,
    });
    this.timeline = new Timeline(document.getElementById("timeline"), {set});
    this.list = new List({
      points: document.getElementById("points"), areas: document.getElementById("areas"),
      open: openAndMove, near, hint: (id) => this.circles.hint(id),
    });
    this.panel = new Panel({page: this, list: this.list});
    this.panel.adding = new Adding(map, document.getElementById("view-add"), {
      add: (place) => this.panel.addPlace(place), leave: () => this.close(),
    });
    this.search = new Search(document.getElementById("search"), {
      place: (place) => this.found(place), words: (q) => set({q}),
      failed: (error) => this.panel.failed(error),
    });
    addButton(map, () => this.add());
  }

  /** Go to a place that was searched; one that no article names is only shown. */
  found(place) {
    if (place.mentions) {
      this.open(place.place_id, {move: true});
    } else {
      this.map.setView([place.latitude, place.longitude], CLOSE_ZOOM, {animate: false});
      this.panel.say(t("No article names {place}; the map shows where it lies.", {place: place.name}));
    }
  }

  async start() {
    const {view, place, article} = readAddress();
    this.bar.draw(this.filters);
    view && this.map.setView(view.centre, view.zoom, {animate: false});
    const begun = this.#begin(view);
    await Promise.race([begun, pause(BASEMAP_MILLISECONDS)]);
    const basemap = drawBasemap(this.map, () => this.draw());
    await begun;
    this.map.on("moveend", () => this.settle());
    window.addEventListener("popstate", () => this.follow());
    await Promise.all([this.#held || this.refresh(), this.#refreshCounts(), this.refreshTime()]);
    if (article) {
      await this.openArticle(article);
    } else if (place) {
      await this.open(place);
    }
    new ResizeObserver(() => this.timeline.resize()).observe(document.getElementById("timeline"));
    watch({page: this, panel: this.panel});
    await basemap;
    this.draw();
  }

  /** Show the answer to the question that was asked while the page was loading. */
  async #begin(view) {
    const answer = await this.#asked(first);
    if (!answer) {
      return;
    }
    if (!view && answer.fitted) {
      const {latitude, longitude, zoom} = answer.fitted;
      this.map.setView([latitude, longitude], zoom, {animate: false});
    }
    this.write();
    await this.#take(answer, this.#question(), 0);
  }

  #fit([west, south, east, north]) {
    const animate = !window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const wide = east < west ? east + 360 : east;
    this.map.fitBounds([[south, west], [north, wide]], {padding: [28, 28], maxZoom: 13, animate});
  }

  /** The map has moved: what is known of its new view is drawn at once, the rest when it comes. */
  settle() {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => this.write(), SETTLED_MILLISECONDS);
    if (this.#held?.zoom === this.map.getZoom() && this.#held.bounds.contains(this.map.getBounds())) {
      this.#drawMap();
    }
    this.refresh();
  }

  write({quietly = false} = {}) {
    writeAddress({map: this.map, filters: this.filters, place: this.#opened, article: this.#article, quietly});
  }

  /** What the map shows, as [west, south, east, north]; the whole world where it is wider. */
  box() {
    const bounds = this.map.getBounds();
    const [west, east] = [bounds.getWest(), bounds.getEast()];
    const keep = (degrees) => Math.max(-90, Math.min(90, degrees));
    const turn = (degrees) => (((degrees + 180) % 360) + 360) % 360 - 180;
    const across = east - west >= 360 ? [-180, 180] : [turn(west), turn(east)];
    return [across[0], keep(bounds.getSouth()), across[1], keep(bounds.getNorth())];
  }

  /** Change filters; everything shows what they leave. `quietly` makes no step in the history. */
  set(changes, {quietly = false} = {}) {
    this.filters = changed(this.filters, changes);
    this.write({quietly});
    return this.filtered();
  }

  async filtered() {
    this.bar.draw(this.filters);
    await Promise.all([this.refresh(), this.refreshTime(), this.panel.filtered()]);
  }

  /** Ask for what is in view; an answer that a later question overtook is dropped. */
  async refresh() {
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    const question = this.#question();
    const answer = await this.#asked(
      api.view(this.filters, {box: this.box(), zoom: question.zoom}, asking.signal));
    if (answer && this.#asking === asking) {
      await this.#take(answer, question);
    }
  }

  /** What the next answer will hold, and the names that belong to it. */
  #question() {
    return {
      zoom: this.map.getZoom(), bounds: this.map.getBounds().pad(api.MARGIN),
      names: this.labels.names.ready(), asking: this.#asking,
    };
  }

  async #take(answer, {zoom, bounds, names, asking}, patience = NAMES_MILLISECONDS) {
    const late = await Promise.race([names.then(() => false), pause(patience).then(() => true)]);
    if (this.#asking !== asking) {
      return;
    }
    [this.#answer, this.#held] = [answer, {zoom, bounds}];
    this.panel.reachable();
    this.panel.viewed(answer);
    this.draw();
    late && names.then((fresh) => fresh && this.labels.redraw());
  }

  async refreshTime() {
    this.timing?.abort();
    const timing = new AbortController();
    this.timing = timing;
    const told = await this.#asked(api.histogram(this.filters, this.timeline.bins, timing.signal));
    told && this.timing === timing && this.timeline.draw(told, this.filters);
  }

  /** An answer, or null where there is none and the panel has said why. */
  async #asked(answer) {
    try {
      return await answer;
    } catch (error) {
      this.panel.failed(error);
      return null;
    }
  }

  refreshAll() {
    return Promise.all([this.refresh(), this.#refreshCounts(), this.refreshTime()]);
  }

  async #refreshCounts() {
    const held = await this.#asked(api.summary());
    if (held) {
      this.changes = held.changes;
      this.panel.counts(held);
      this.draw();
    }
  }

  draw() {
    this.#drawMap();
    this.#drawList();
  }

  #drawMap() {
    this.labels.measure();
    const {places, cells, areas, largest, relations} = this.#answer;
    const radius = radiusBy(largest, this.map.getZoom());
    if (areas.some((area) => area.precision === "admin1" && !outlineOf(area))) {
      this.#loadProvinces();
    }
    this.#learnNames([...places, ...areas]);
    this.circles.draw(places, cells, radius);
    this.areas.draw(areas, radius);
    this.relations.draw(relations);
    this.legend.draw(largest, radius);
    const heads = cells.map(({largest: {place_id, name}, ...cell}) => ({...cell, place_id, name}));
    const named = [...places, ...heads].filter(this.#seen()).sort((one, other) => other.mentions - one.mentions);
    this.labels.draw(named, areas, radius);
  }

  /** Keep the names of places; one that a link filters by has none before the first answer. */
  #learnNames(places) {
    const asked = this.filters.get("place");
    const known = this.#names.has(asked);
    places.forEach((place) => this.#names.set(place.place_id, place.name));
    if (!known && this.#names.has(asked)) {
      this.bar.draw(this.filters);
    }
  }

  #drawList() {
    const {places, cells, areas, omitted} = this.#answer;
    const seen = this.#seen();
    this.list.draw({
      places: places.filter(seen), cells: cells.filter(seen), omitted,
      areas: areas.filter((area) => this.#touches(area)),
    }, this.panel.empty(this.#answer));
  }

  /** Whether something's point is in view, whichever turn of the world it is on. */
  #seen() {
    const view = this.map.getBounds();
    const [west, south, east, north] =
      [view.getWest(), view.getSouth(), view.getEast(), view.getNorth()];
    return ({longitude, latitude}) => latitude >= south && latitude <= north
      && [0, 360, -360].some((turn) => longitude + turn >= west && longitude + turn <= east);
  }

  #loadProvinces() {
    this.provinces ??= outlines("provinces").then(() => this.draw());
  }

  #touches(area) {
    const view = this.map.getBounds();
    const bounds = this.areas.bounds(area.place_id);
    return bounds ? view.intersects(bounds) : view.contains([area.latitude, area.longitude]);
  }

  #point(placeId) {
    this.circles.hint(placeId);
    this.panel.hint(placeId);
  }

  async open(placeId, {move = false} = {}) {
    this.panel.adding.close();
    this.#article = null;
    this.#mark(placeId);
    this.sheet.now === "little" && this.sheet.size("half");
    const place = await this.panel.openPlace(placeId);
    if (place) {
      this.#names.set(placeId, place.name);
      this.bar.draw(this.filters);
      move && this.moveTo(place);
    }
    this.write();
  }

  async openArticle(number) {
    this.panel.adding.close();
    this.#article = number;
    this.sheet.now === "little" && this.sheet.size("half");
    await this.panel.openArticle(number);
    this.write();
  }

  moveTo(place) {
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

  /** Back from an article to the place it was opened from, from a place to the list. */
  close() {
    if (this.#article !== null && this.#opened !== null) {
      this.open(this.#opened);
      return;
    }
    const left = this.#opened;
    this.panel.adding.close();
    this.#article = null;
    this.#mark(null);
    this.panel.showList(left);
    this.write();
  }

  add(name, point) {
    this.#article = null;
    this.#mark(null);
    this.sheet.size("half");
    this.panel.openForm(name, point);
    this.write();
  }

  /** Go where the address bar says, after the reader went back or forward. */
  async follow() {
    const {filters, view, place, article} = readAddress();
    if (view && !this.#isAt(view)) {
      this.map.setView(view.centre, view.zoom, {animate: false});
    }
    if (filters.toString() !== this.filters.toString()) {
      this.filters = filters;
      this.filtered();
    }
    if (article && article !== String(this.#article)) {
      this.openArticle(article);
    } else if (!article && place && (place !== this.#opened || this.#article)) {
      this.open(place);
    } else if (!article && !place && (this.#opened || this.#article)) {
      this.#article = null;
      this.close();
    }
  }

  #isAt({zoom, centre: [latitude, longitude]}) {
    const {lat, lng} = this.map.getCenter();
    return zoom === this.map.getZoom() && latitude.toFixed(3) === lat.toFixed(3)
      && longitude.toFixed(3) === lng.toFixed(3);
  }
}

/** Called by the page's inline script with Folium's map. */
export async function start(map) {
  keepToken();
  const page = new Page(map);
  await page.start();
  document.body.dataset.ready = "true";
}
