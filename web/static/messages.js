// The interface's own words in the reader's language: English text is its own key.

// One language that the server chose, or all of them for a page without one to choose from.
const held = document.getElementById("messages");
const spoken = held ? [JSON.parse(held.textContent)].flat() : [{}];
const {locale = "en", direction: reading = "ltr", texts = {}} = navigator.languages
  .map((tag) => spoken.find((each) => each.locale === tag.split("-")[0]))
  .find(Boolean) || spoken[0];

export const LOCALE = locale;

/** Whether lines begin on the left or on the right: "ltr" or "rtl". */
export const READING = reading;

const ORDER = ["zero", "one", "two", "few", "many", "other"]; // as gettext numbers plural forms
const MOST_FORMATTED = 10_000;
const plurals = new Intl.PluralRules(locale);
const categories = ORDER.filter((each) =>
  plurals.resolvedOptions().pluralCategories.includes(each));
const numbers = new Intl.NumberFormat(locale === "ar" ? "ar-u-nu-latn" : locale);

const formatted = new Map(); // the same numbers come by the hundred

export function number(value) {
  if (!formatted.has(value)) {
    formatted.size >= MOST_FORMATTED && formatted.clear();
    formatted.set(value, numbers.format(value));
  }
  return formatted.get(value);
}

/** A text in the reader's language, with its {names} filled in. */
export const t = (text, values = {}) => filled(texts[text] || text, values);

/** A text that counts: `{n}` is the number. */
export function tn(one, many, n, values = {}) {
  const forms = texts[one];
  const form = Array.isArray(forms)
    ? forms[categories.indexOf(plurals.select(n))] || forms.at(-1)
    : n === 1 ? one : many;
  return filled(form, {n: number(n), ...values});
}

const filled = (text, values) =>
  text.replace(/\{(\w+)\}/g, (whole, name) => name in values ? String(values[name]) : whole);
