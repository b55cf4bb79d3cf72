// The first question to the server, asked before the map's library has come: what is in view.

import {readAddress} from "./address.js";
import * as api from "./api.js";

const TILE = 256; // pixels that the world is wide at zoom 0
const [FARTHEST, NEAREST, STEP] = [2, 14, 0.25]; // zooms of the map

const {filters, view} = readAddress();
const {clientWidth: width, clientHeight: height} = document.querySelector(".folium-map");

/** The answer; its question is the one that the address asks. */
export const first = view
  ? api.view(filters, seen(view)) : api.firstView(filters, {width, height});
first.catch(() => {}); // the page that waits for it says what is wrong

/** The box that the map will show, as Leaflet would tell it. */
function seen({zoom: given, centre: [latitude, longitude]}) {
  const zoom = Math.max(FARTHEST, Math.min(NEAREST, Math.round(given / STEP) * STEP));
  const world = TILE * 2 ** zoom;
  const sine = Math.sin(latitude * Math.PI / 180);
  const down = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  const latitudeAt = (y) => Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180 / Math.PI;
  const half = {x: 360 * width / 2 / world, y: height / 2 / world};
  const turn = (degrees) => (((degrees + 180) % 360) + 360) % 360 - 180;
  const [west, east] = half.x >= 180 ? [-180, 180] : [turn(longitude - half.x), turn(longitude + half.x)];
  return {zoom, box: [west, Math.max(-90, latitudeAt(down + half.y)), east, latitudeAt(down - half.y)]};
}
