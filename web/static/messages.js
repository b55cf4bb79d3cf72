// The interface's own words in the reader's language: English text is its own key.

const told = document.getElementById("messages");
const {locale = "en", texts = {}} = told ? JSON.parse(told.textContent) : {};

export const LOCALE = locale;

const ORDER = ["zero", "one", "two", "few", "many", "other"]; // as gettext numbers plural forms
const MOST_WRITTEN = 10_000;
const plurals = new Intl.PluralRules(locale);
const categories = ORDER.filter((each) =>
  plurals.resolvedOptions().pluralCategories.includes(each));
const numbers = new Intl.NumberFormat(locale === "ar" ? "ar-u-nu-latn" : locale);

const written = new Map(); // small numbers, that come by the hundred

export function number(value) {
  if (!written.has(value)) {
    written.size >= MOST_WRITTEN && written.clear();
    written.set(value, numbers.format(value));
  }
  return written.get(value);
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
