// The outlines of countries and provinces: drawn as the base map, and where an area is named.

import {language} from "./language.js";
import {labels} from "./naming.js";

const FOLDER = new URL("./basemap", import.meta.url).href;

const byId = new Map(); // "country:SY", "admin1:SY.12", "disputed:golan" -> GeoJSON feature
const disputedByName = new Map();
const loading = new Map();

/** The features of one file, read once; none where the file is missing. */
export function outlines(name) {
  if (!loading.has(name)) {
    loading.set(name, read(name));
  }
  return loading.get(name);
}

async function read(name) {
  const response = await fetch(`${FOLDER}/${name}.json`).catch(() => null);
  if (!response || !response.ok) {
    return [];
  }
  const {features} = await response.json();
  name === "provinces" && await rename(features);
  for (const feature of features) {
    remember(feature);
  }
  return features;
}

/** Give provinces their names in the reader's language. */
async function rename(features) {
  const names = language().startsWith("en") ? null
    : await labels(`provinces?lang=${encodeURIComponent(language())}`);
  for (const {properties} of names ? features : []) {
    properties.name = names[`${properties.country}.${properties.admin1}`] || properties.name;
  }
}

function remember(feature) {
  const {id, kind, name} = feature.properties;
  if (kind === "area") {
    disputedByName.set(name, feature);
  } else if (kind !== "line") {
    byId.set(id, feature);
  }
}

/** The countries' features, as far as they have been read. */
export const countriesRead = () =>
  [...byId.values()].filter(({properties}) => properties.id.startsWith("country:"));

/** The outline of an area, or null where the base map has none (or not yet). */
export function outlineOf(place) {
  if (place.precision === "country") {
    return byId.get(`country:${place.country}`) || null;
  }
  if (place.precision === "admin1") {
    return byId.get(`admin1:${place.country}.${place.admin1}`) || null;
  }
  return place.precision === "region" ? disputedByName.get(place.name) || null : null;
}

export const countryName = (code) => byId.get(`country:${code}`)?.properties.name || code;

export const provinceName = (code, admin1) =>
  byId.get(`admin1:${code}.${admin1}`)?.properties.name || "";

/** [longitude, latitude] well inside an outline, for its label; null where the file has none. */
export const centreOf = (feature) => feature.properties.centre || null;
