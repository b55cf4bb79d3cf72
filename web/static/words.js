// Numbers, dates and the project's words, as a reader reads them.

import {LOCALE, number, t, tn} from "./messages.js";

export {number};

export const UNSURE_BELOW = 0.8;

const DAYS = LOCALE === "en" ? "en-GB" : LOCALE === "ar" ? "ar-u-nu-latn-ca-gregory" : LOCALE;
const dated = (options) => new Intl.DateTimeFormat(DAYS, {timeZone: "UTC", ...options});
const days = dated({day: "numeric", month: "long", year: "numeric"});
const shortDays = dated({day: "numeric", month: "short", year: "numeric"});
const months = dated({month: "long", year: "numeric"});
const regions = new Intl.DisplayNames([LOCALE], {type: "region", fallback: "none"});
const tongues = new Intl.DisplayNames([LOCALE], {type: "language", fallback: "none"});

const TYPES = {
  "capital": t("capital city"), "admin1 seat": t("provincial capital"),
  "admin2 seat": t("district town"), "populated place": t("town or village"),
  "admin1": t("province"), "admin2": t("district"), "country": t("country"),
  "region": t("region"), "river": t("river"), "sea": t("sea"), "lake": t("lake"),
  "camp": t("camp"), "base": t("military base"), "airport": t("airport"),
  "border crossing": t("border crossing"), "neighbourhood": t("neighbourhood"),
};

const PRECISIONS = {
  "point": t("a point on the ground"), "populated place": t("a town or village"),
  "admin2": t("a district as a whole"), "admin1": t("a province as a whole"),
  "country": t("a country as a whole"), "region": t("a region as a whole"),
  "water": t("a water"),
};

const ROLES = {
  "event": t("where something happened"), "actor": t("an actor, as in “Moscow said”"),
  "dateline": t("where it was written"), "origin": t("where somebody came from"),
  "destination": t("where somebody went"), "reference": t("mentioned in passing"),
};

export const mentionCount = (n) => tn("{n} mention", "{n} mentions", n);

export const articleCount = (n) => tn("{n} article", "{n} articles", n);

export const placeCount = (n) => tn("{n} place", "{n} places", n);

const moment = (iso) => new Date(`${iso}T00:00:00Z`);

const written = (format) => (iso) =>
  Number.isNaN(moment(iso).getTime()) ? String(iso) : format.format(moment(iso));

/** A day as `27 January 2015`; what cannot be read stands as it came. */
export const day = written(days);

export const shortDay = written(shortDays);

export const month = written(months);

/** `27 January 2015`, or `27 January 2015 to 3 May 2024`; empty where undated. */
export function period(first, last) {
  if (!first) {
    return "";
  }
  return first === last || !last ? day(first)
    : t("{first} to {last}", {first: day(first), last: day(last)});
}

export const placeType = (type) => TYPES[type] || type;

export const precision = (word) => PRECISIONS[word] || word;

export const role = (word) => ROLES[word] || word;

/** A name in the reader's language of what a standard's code stands for, else what is given. */
export const countryWord = (code, given = code) =>
  ((LOCALE !== "en" || given === code) && named(regions, code)) || given;

export const languageWord = (code, given) => named(tongues, code) || given || t("unknown");

function named(names, code) {
  try {
    return names.of(code) || "";
  } catch {
    return "";
  }
}

export function confidence(value) {
  if (value >= 0.95) return t("almost certain");
  if (value >= UNSURE_BELOW) return t("confident");
  if (value >= 0.6) return t("likely");
  return value >= 0.35 ? t("unsure") : t("a guess");
}

export const percent = (value) => `${Math.round(value * 100)}\u00a0%`;

export const signed = (score) =>
  `${score < 0 ? "\u2212" : "+"}${Math.abs(score).toFixed(1)}`;
