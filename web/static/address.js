// The state of the page in the address bar: #map=zoom/latitude/longitude&place=identifier

export function readAddress() {
  const parts = new URLSearchParams(location.hash.slice(1));
  const [zoom, latitude, longitude] = (parts.get("map") || "").split("/").map(Number);
  const valid = [zoom, latitude, longitude].every(Number.isFinite) && parts.has("map")
    && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 220;
  return {view: valid ? {zoom, centre: [latitude, longitude]} : null, place: parts.get("place")};
}

/** Write the map's view and the opened place; opening or closing a place can be gone back on. */
export function writeAddress(map, place) {
  const {lat, lng} = map.getCenter();
  const view = [map.getZoom(), lat.toFixed(3), lng.toFixed(3)].join("/");
  const hash = `#map=${view}${place ? `&place=${encodeURIComponent(place)}` : ""}`;
  if (hash === location.hash) {
    return;
  }
  const opened = readAddress().place;
  const method = location.hash && opened !== (place || null) ? "pushState" : "replaceState";
  history[method](null, "", hash);
}
