// What the page asks of the server.

import {t} from "./messages.js";
import {named} from "./naming.js";
import {token} from "./token.js";

/** How much of the map's width and height is asked for beyond each of its edges. */
export const MARGIN = 0.2;

export class Problem extends Error {
  /** `detail` is the server's own line; `status` is 0 where the server did not answer. */
  constructor(detail, status) {
    super(detail);
    this.status = status;
  }
}

async function ask(path, options = {}) {
  const silent = () => new Problem(t("The server does not answer. Is geomap serve still running?"), 0);
  let response;
  try {
    response = await fetch(path, {headers: {Accept: "application/json"}, ...options});
  } catch (error) {
    throw error.name === "AbortError" ? error : silent();
  }
  const answer = await response.json().catch((error) => {
    if (error.name === "AbortError") {
      throw error;
    }
    return null; // cut off, or a page of something in between
  });
  if (!response.ok) {
    throw new Problem(answer?.detail || t("The server answered {status}.", {status: response.status}), response.status);
  }
  if (answer === null) {
    throw silent();
  }
  return named(answer);
}

const placePath = (placeId) => `/api/places/${encodeURIComponent(placeId)}`;

/** An address with filters and further parameters; null and undefined ones are left out. */
function asked(path, filters, further = {}) {
  const query = new URLSearchParams(filters);
  for (const [name, value] of Object.entries(further)) {
    if (value !== null && value !== undefined) {
      query.set(name, value);
    }
  }
  return query.size ? `${path}?${query}` : path;
}

const boxText = (box) => box && box.map((degrees) => degrees.toFixed(5)).join(",");

export const summary = () => ask("/api/summary");

export const unresolved = () => ask("/api/unresolved");

/** What a box [west, south, east, north] shows at a zoom, and what lies beside it. */
export const view = (filters, {box, zoom}, signal) =>
  ask(asked("/api/view", filters, {bbox: boxText(box), zoom, margin: MARGIN}), {signal});

/** What a map of so many pixels shows first. */
export const firstView = (filters, {width, height}) =>
  ask(asked("/api/view", filters, {fit: `${width}x${height}`, margin: MARGIN}));

export const histogram = (filters, bins, signal) =>
  ask(asked("/api/histogram", filters, {bins}), {signal});

export const facets = (filters) => ask(asked("/api/facets", filters));

/** Excerpts of one place, newest first. */
export const mentionsOf = (placeId, filters, after) =>
  ask(asked(`${placePath(placeId)}/mentions`, filters, {after}));

/** Excerpts of all that a box shows, newest first. */
export const mentions = (filters, box, {after, limit, signal} = {}) =>
  ask(asked("/api/mentions", filters, {bbox: boxText(box), after, limit}), {signal});

export const article = (number) => ask(`/api/articles/${encodeURIComponent(number)}`);

export const suggest = (q, signal) => ask(asked("/api/suggest", "", {q}), {signal});

export const search = (q, signal) => ask(asked("/api/search", "", {q, limit: 8}), {signal});

export const decisions = () => ask("/api/decisions?limit=100");

function write(method, path, body) {
  const headers = {Accept: "application/json", "Content-Type": "application/json"};
  if (token()) {
    headers.Authorization = `Bearer ${token()}`;
  }
  return ask(path, {method, headers, body: body && JSON.stringify(body)});
}

export const addPlace = (place) => write("POST", "/api/places", place);

export const removePlace = (placeId) => write("DELETE", placePath(placeId));

export const decide = (decision) => write("POST", "/api/decisions", decision);

export const undo = (number) => write("DELETE", `/api/decisions/${number}`);
