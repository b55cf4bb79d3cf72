// The state of the page in the address bar: what is filtered in its query, where the reader is in
// its fragment. ?since=2015-10-01&country=SY#map=zoom/latitude/longitude&place=identifier

export const SEVERAL = ["country", "source", "language", "role", "precision"];
export const ONE = ["since", "until", "undated", "q", "min_confidence", "place"];
const NAMES = [...ONE, ...SEVERAL];

/** What the address says. `filters` are URLSearchParams of the filters alone. */
export function readAddress() {
  const parts = new URLSearchParams(location.hash.slice(1));
  const [zoom, latitude, longitude] = (parts.get("map") || "").split("/").map(Number);
  const valid = [zoom, latitude, longitude].every(Number.isFinite) && parts.has("map")
    && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 220;
  return {
    filters: readFilters(), view: valid ? {zoom, centre: [latitude, longitude]} : null,
    place: parts.get("place"), article: parts.get("article"),
  };
}

function readFilters() {
  const filters = new URLSearchParams();
  for (const [name, value] of new URLSearchParams(location.search)) {
    if (NAMES.includes(name) && value !== "") {
      filters.append(name, value);
    }
  }
  return filters;
}

/** The keys of the query that are no filters, as the language: they stay as they are. */
function others() {
  const kept = new URLSearchParams(location.search);
  NAMES.forEach((name) => kept.delete(name));
  return kept;
}

/** Write the state; what a reader opens, closes or filters can be gone back on. */
export function writeAddress({map, filters, place, article, quietly = false}) {
  const {lat, lng} = map.getCenter();
  const opened = article ? `&article=${encodeURIComponent(article)}` : place
    ? `&place=${encodeURIComponent(place)}` : "";
  const hash = `#map=${[map.getZoom(), lat.toFixed(3), lng.toFixed(3)].join("/")}${opened}`;
  const query = new URLSearchParams([...others(), ...filters]).toString();
  const search = query ? `?${query}` : "";
  if (hash === location.hash && search === location.search) {
    return;
  }
  const now = readAddress();
  const moved = now.place === (place || null) && now.article === (article || null)
    && now.filters.toString() === filters.toString();
  const method = location.hash && !moved && !quietly ? "pushState" : "replaceState";
  history[method](null, "", location.pathname + search + hash);
}

/** A copy of filters with some set anew: an empty value or list leaves a filter out. */
export function changed(filters, changes) {
  const next = new URLSearchParams(filters);
  for (const [name, value] of Object.entries(changes)) {
    next.delete(name);
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== "" && each !== null && each !== undefined) {
        next.append(name, each);
      }
    }
  }
  next.sort();
  return next;
}
