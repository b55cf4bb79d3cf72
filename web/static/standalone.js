// The page of `geomap export --format html`: a map and a list, with everything inside the file.
// What articles say becomes text nodes, never markup.

const told = JSON.parse(document.getElementById("told").textContent);
const L = window.L;
const PAGE = 40;
const LARGEST_RADIUS = 24;

const make = (tag, attributes, ...children) => {
  const element = document.createElement(tag);
  Object.entries(attributes).forEach(([name, value]) =>
    value !== null && element.setAttribute(name, value));
  element.append(...children);
  return element;
};
const byId = (id) => document.getElementById(id);
const localName = ({name, names = {}}) => names[LOCALE] || name;
[told.places, told.names].flat().forEach((each) => { each.name = localName(each); });

Object.assign(document.documentElement, {lang: LOCALE, dir: READING});
document.title = t("Named in the news");
byId("title").textContent = t("Named in the news");
byId("panel").setAttribute("aria-label", t("Mentions"));
byId("map").setAttribute("aria-label", t("Map of the places; the list has them too"));
byId("counts").textContent = [
  articleCount(told.articles.length), mentionCount(told.mentions.length), placeCount(told.places.length),
].join(t(", "));
byId("notes").append(...[
  toldFilter(told.filter),
  told.left_out && t("The newest {kept} of {all} mentions; narrow the filters for others.", {
    kept: number(told.mentions.length), all: number(told.mentions.length + told.left_out),
  }),
].filter(Boolean).map((note) => make("p", {class: "note"}, note)));

const map = L.map("map", {
  minZoom: 2, maxZoom: 12, zoomSnap: 0.25, maxBounds: [[-85, -220], [85, 220]],
});
map.attributionControl.setPrefix("Leaflet").addAttribution(told.attribution);
L.control.scale().addTo(map);

map.createPane("base").style.zIndex = 210;
const base = carriedMap(told.tiles, () => worldRules(window.protomapsL, colours())).addTo(map);
for (const look of ["(prefers-color-scheme: dark)", "print"]) {
  window.matchMedia(look).addEventListener("change", () => base.repaint());
}

// Places, most mentions first; the mentions of each in the order of the list.
const byPlace = new Map();
told.mentions.forEach((mention) => {
  const held = byPlace.get(mention.place) || [];
  held.push(mention);
  byPlace.set(mention.place, held);
});
const places = told.places.map((place, number) => ({...place, number, mentions: byPlace.get(number) || []}))
  .sort((one, other) => other.mentions.length - one.mentions.length);
const largest = Math.max(1, ...places.map((place) => place.mentions.length));
const radius = (place) =>
  Math.max(4, LARGEST_RADIUS * Math.sqrt(place.mentions.length / Math.max(largest, 12)));

// At first: where the middle eight tenths of the mentions of points are, on each axis.
const pointed = places.filter(({area}) => !area);
const axis = (name) => (pointed.length ? pointed : places)
  .flatMap((place) => place.mentions.map(() => place[name])).sort((one, other) => one - other);
const between = (values, share) => values[Math.min(values.length - 1, Math.floor(values.length * share))];
if (places.length) {
  const [latitudes, longitudes] = [axis("latitude"), axis("longitude")];
  map.fitBounds([0.1, 0.9].map((share) => [between(latitudes, share), between(longitudes, share)]),
    {padding: [40, 40], maxZoom: 9});
} else {
  map.setView([25, 30], 2.5);
}

const renderer = L.svg({padding: 0.4});
const below = L.svg({pane: "areas", padding: 0.4});
map.createPane("areas").style.zIndex = 350;
const mostOfAreas = Math.max(1, ...places.filter(({area}) => area).map(({mentions}) => mentions.length));
const circles = new Map();

/** An area as its outline, the darker the more mentions. */
const outlined = ({outline: {type, coordinates}, mentions}) => L.polygon(
  L.GeoJSON.coordsToLatLngs(coordinates, type === "MultiPolygon" ? 2 : 1), {
    renderer: below, pane: "areas", weight: 1.2, className: "area",
    fillOpacity: 0.03 + 0.12 * Math.sqrt(mentions.length / mostOfAreas),
  });

function round(place) {
  const sure = place.mentions.reduce((sum, each) => sum + each.confidence, 0) / place.mentions.length;
  return L.circleMarker([place.latitude, place.longitude], {
    renderer, radius: place.area ? Math.max(12, radius(place)) : radius(place), weight: 1.3,
    className: `circle${sure < UNSURE_BELOW ? " circle-unsure" : ""}${place.area ? " circle-area" : ""}`,
  });
}

for (const place of places) {
  const circle = (place.outline ? outlined(place) : round(place)).addTo(map).on("click", () => show(place));
  const element = circle.getElement();
  element.setAttribute("role", "button");
  element.setAttribute("tabindex", "0");
  element.setAttribute("aria-label", `${place.name}, ${mentionCount(place.mentions.length)}`);
  element.addEventListener("keydown", (event) => event.key === "Enter" && show(place));
  circles.set(place.number, circle);
}
// The list: all mentions or those of one place, some at a time.
const list = byId("list");
const heading = byId("heading");
const back = byId("back");
back.textContent = t("All mentions");
back.addEventListener("click", () => show(null));

function card(mention) {
  const article = told.articles[mention.article];
  // Offsets count characters, and JavaScript counts some of those twice.
  const letters = Array.from(mention.text);
  const part = (start, end) => letters.slice(start, end).join("");
  const called = article.title || t("Untitled article");
  const title = article.url
    ? make("a", {href: article.url, target: "_blank", rel: "noopener noreferrer"}, called)
    : called;
  const quote = make("blockquote", {dir: "auto"}, part(0, mention.start),
    make("mark", {}, part(mention.start, mention.end)), part(mention.end));
  const place = told.places[mention.place];
  const jump = make("button", {type: "button", class: "inline", dir: "auto"}, place.name);
  jump.addEventListener("click", () => show(places.find(({number}) => number === mention.place)));
  return make("article", {class: "card"},
    make("h3", {dir: "auto"}, title),
    make("p", {class: "from"}, make("bdi", {}, article.source),
      article.source && article.published ? t(", ") : "", article.published && day(article.published)),
    quote,
    make("p", {class: "from"}, jump, t(", "), t("{share} sure", {share: percent(mention.confidence)})));
}

function fill(mentions) {
  const more = make("button", {type: "button", class: "more"}, t("More"));
  let shown = 0;
  const next = () => {
    more.before(...mentions.slice(shown, shown + PAGE).map(card));
    shown += PAGE;
    more.hidden = shown >= mentions.length;
  };
  more.addEventListener("click", next);
  list.replaceChildren(more);
  next();
}

function show(place) {
  circles.forEach((circle, number) =>
    circle.getElement().classList.toggle("circle-opened", place !== null && number === place.number));
  back.hidden = place === null;
  heading.textContent = place ? place.name : t("All mentions");
  fill(place ? place.mentions : told.mentions);
  byId("panel").scrollTop = 0;
  if (place && !map.getBounds().contains([place.latitude, place.longitude])) {
    map.panTo([place.latitude, place.longitude], {animate: false});
  }
}

// Names: of the places first, then of the base map; none covers another or a circle.
const pane = map.createPane("names");
const measuring = document.createElement("canvas").getContext("2d");

function drawNames() {
  const size = map.getSize();
  const taken = places.filter(({area}) => !area).map((place) => {
    const {x, y} = map.latLngToContainerPoint([place.latitude, place.longitude]);
    const r = radius(place) * 0.75;
    return {own: place.number, left: x - r, right: x + r, top: y - r, bottom: y + r};
  });
  const free = (box, own) => box.left > 0 && box.top > 0 && box.right < size.x && box.bottom < size.y
    && !taken.some((other) => (other.own === undefined || other.own !== own) && box.left < other.right
      && other.left < box.right && box.top < other.bottom && other.top < box.bottom);
  const set = (name, where, kind, pixels, own, gap) => {
    const {x, y} = map.latLngToContainerPoint(where);
    measuring.font = `500 ${pixels}px sans-serif`;
    const width = measuring.measureText(kind === "country" ? name.toUpperCase() : name).width * 1.12 + 6;
    const height = pixels * 1.25;
    const left = kind === "town" || own !== undefined ? x + gap : x - width / 2;
    const box = {left, right: left + width, top: y - height / 2, bottom: y + height / 2};
    if (!free(box, own)) {
      return [];
    }
    taken.push(box);
    const element = make("span", {class: `name name-${kind}`, dir: "auto", "aria-hidden": "true"}, name);
    const point = map.containerPointToLayerPoint([box.left, box.top]);
    element.style.left = `${Math.round(point.x)}px`;
    element.style.top = `${Math.round(point.y)}px`;
    return [element];
  };
  const zoom = map.getZoom();
  pane.replaceChildren(
    ...places.slice(0, 150).flatMap((place) => set(
      place.name, [place.latitude, place.longitude], place.area ? "area" : "place", 12.5,
      place.number, place.area ? 0 : radius(place) + 3)),
    ...told.names.filter((name) => name.zoom <= zoom).flatMap((name) => set(
      name.name, [name.latitude, name.longitude], name.kind, 10.5, undefined, 4)));
}
map.on("moveend", drawNames);
drawNames();
show(null);
document.body.dataset.ready = "true";
