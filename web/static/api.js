// What the page asks of the server.

import {token} from "./token.js";

export class Problem extends Error {
  /** `detail` is the server's own line; `status` is 0 where the server did not answer. */
  constructor(detail, status) {
    super(detail);
    this.status = status;
  }
}

async function ask(path, options = {}) {
  let response;
  try {
    response = await fetch(path, {headers: {Accept: "application/json"}, ...options});
  } catch (error) {
    if (error.name === "AbortError") {
      throw error;
    }
    throw new Problem("The server does not answer. Is geomap serve still running?", 0);
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new Problem(answer.detail || `The server answered ${response.status}.`, response.status);
  }
  return answer;
}

const placePath = (placeId) => `/api/places/${encodeURIComponent(placeId)}`;

export const summary = () => ask("/api/summary");

export const unresolved = () => ask("/api/unresolved");

/** The places in a box [west, south, east, north], or everywhere. */
export function places(box, signal) {
  const query = box ? `?bbox=${box.map((degrees) => degrees.toFixed(5)).join(",")}` : "";
  return ask(`/api/places${query}`, {signal});
}

export function mentions(placeId, after) {
  const query = after ? `?after=${encodeURIComponent(after)}` : "";
  return ask(`${placePath(placeId)}/mentions${query}`);
}

function write(method, path, body) {
  const headers = {Accept: "application/json", "Content-Type": "application/json"};
  if (token()) {
    headers.Authorization = `Bearer ${token()}`;
  }
  return ask(path, {method, headers, body: body && JSON.stringify(body)});
}

export const addPlace = (place) => write("POST", "/api/places", place);

export const removePlace = (placeId) => write("DELETE", placePath(placeId));
