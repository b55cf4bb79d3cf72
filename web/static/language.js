/** The language of place names: the page's where it was chosen, else the reader's own. */
export function language() {
  const page = document.documentElement.lang;
  return page && page !== "en" ? page : navigator.language || "en";
}
