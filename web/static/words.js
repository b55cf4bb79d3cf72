// Numbers, dates and the project's words, as a reader reads them.

export const UNSURE_BELOW = 0.8;

const numbers = new Intl.NumberFormat("en");
const days = new Intl.DateTimeFormat("en-GB", {
  day: "numeric", month: "long", year: "numeric", timeZone: "UTC",
});

const TYPES = {
  "capital": "capital city", "admin1 seat": "provincial capital",
  "admin2 seat": "district town", "populated place": "town or village",
  "admin1": "province", "admin2": "district",
};

const PRECISIONS = {
  "point": "a point on the ground", "populated place": "a town or village",
  "admin2": "a district as a whole", "admin1": "a province as a whole",
  "country": "a country as a whole", "region": "a region as a whole", "water": "a water",
};

export const number = (value) => numbers.format(value);

export const count = (value, one, many = `${one}s`) =>
  `${numbers.format(value)} ${value === 1 ? one : many}`;

/** A day as `27 January 2015`; what cannot be read stands as it came. */
export function day(iso) {
  const moment = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(moment.getTime()) ? String(iso) : days.format(moment);
}

/** `27 January 2015`, or `27 January 2015 to 3 May 2024`; empty where undated. */
export function period(first, last) {
  if (!first) {
    return "";
  }
  return first === last || !last ? day(first) : `${day(first)} to ${day(last)}`;
}

export const placeType = (type) => TYPES[type] || type;

export const precision = (word) => PRECISIONS[word] || word;

export function confidence(value) {
  if (value >= 0.95) return "almost certain";
  if (value >= UNSURE_BELOW) return "confident";
  if (value >= 0.6) return "likely";
  return value >= 0.35 ? "unsure" : "a guess";
}

export const percent = (value) => `${Math.round(value * 100)}\u00a0%`;

export const signed = (score) =>
  `${score < 0 ? "\u2212" : "+"}${Math.abs(score).toFixed(1)}`;
