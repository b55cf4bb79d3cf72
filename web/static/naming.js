// Every place in an answer under its name in the reader's language, as far as that is known.

import {language} from "./language.js";

const MOST = 100; // places asked about at once

const known = new Map(); // place_id -> name, empty where there is none
const locals = new Map(); // primary name -> the reader's

/** A name in the reader's language, as far as a place of this primary name has been met. */
export const localName = (primary) => locals.get(primary) || primary;

/** Rename the places of an answer; the server's own name stays as `primary`. */
export async function named(answer) {
  if (language().startsWith("en")) {
    return answer;
  }
  const places = placesIn(answer);
  await learn([...new Set(places.map((place) => place.place_id))].filter((id) => !known.has(id)));
  for (const place of places) {
    place.primary = place.name;
    place.name = known.get(place.place_id) || place.name;
    locals.set(place.primary, place.name);
  }
  return answer;
}

/** All objects of an answer that are a place with a name, however deep. */
function placesIn(answer, found = []) {
  if (answer !== null && typeof answer === "object") {
    if ("place_id" in answer && "name" in answer && !("mention_id" in answer)) {
      found.push(answer);
    }
    Object.values(answer).forEach((each) => placesIn(each, found));
  }
  return found;
}

async function learn(ids) {
  const groups = [];
  for (let at = 0; at < ids.length; at += MOST) {
    groups.push(ids.slice(at, at + MOST));
  }
  await Promise.all(groups.map(async (group) => {
    const query = group.map((id) => `id=${encodeURIComponent(id)}`).join("&");
    const names = await labels(`places?lang=${encodeURIComponent(language())}&${query}`);
    names && group.forEach((id) => known.set(id, names[id] || ""));
  }));
}

/** What is known of names, or null: a page without them shows the primary ones. */
export async function labels(path) {
  const headers = {Accept: "application/json"};
  const response = await fetch(`/api/labels/${path}`, {headers}).catch(() => null);
  return response?.ok ? response.json().catch(() => null) : null;
}
