// Elements made of text nodes: nothing that an article says is ever parsed as markup.

const SVG = "http://www.w3.org/2000/svg";

/** Make an element. `on` holds listeners; false and null attributes are left out. */
export function el(tag, {on = {}, ...attributes} = {}, ...children) {
  return filled(document.createElement(tag), on, attributes, children);
}

/** Make an SVG element. */
export function svg(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), {}, attributes, children);
}

function filled(element, listeners, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  for (const [event, listener] of Object.entries(listeners)) {
    element.addEventListener(event, listener);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** A link that opens elsewhere; plain text where the address is not http or https. */
export function link(address, text, attributes = {}) {
  const href = safeAddress(address);
  if (href === null) {
    return el("span", attributes, text);
  }
  return el("a", {...attributes, href, target: "_blank", rel: "noopener noreferrer"}, text);
}

/** The address if it is a whole http or https one, else null. */
export function safeAddress(address) {
  try {
    const url = new URL(address);
    return ["http:", "https:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

const RIGHT_TO_LEFT = new Set(["ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"]);

/** The lang and dir attributes of a text; an unknown language leaves it to the text itself. */
export function direction(language) {
  if (!/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}$/.test(language)) {
    return {dir: "auto"};
  }
  const rtl = RIGHT_TO_LEFT.has(language.toLowerCase().split("-")[0]);
  return {lang: language, dir: rtl ? "rtl" : "ltr"};
}
