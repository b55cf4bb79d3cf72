// The form that adds a place: a click on the map sets its point.

import {el} from "./dom.js";
import {t} from "./messages.js";
import {countryAt, countryCodes} from "./countries.js";

const L = window.L;
const DECIMALS = 5;

export class Adding {
  #marker = null;
  #countryTouched = false;

  /** `add` is given the place and answers when it is stored; `leave` closes the form. */
  constructor(map, view, {add, leave}) {
    Object.assign(this, {map, view, add, leave});
    map.on("click", (event) => this.active && this.#setPoint(event.latlng.wrap()));
  }

  get active() {
    return !this.view.hidden;
  }

  /** Show an empty form, with a name and a point where they are known. */
  open(name = "", point = null) {
    this.#countryTouched = false;
    this.map.getContainer().classList.add("map-picking");
    this.view.replaceChildren(...this.#form(name));
    point && this.#setPoint(point);
  }

  close() {
    this.map.getContainer().classList.remove("map-picking");
    this.#marker?.remove();
    this.#marker = null;
    this.view.replaceChildren();
  }

  #form(name) {
    this.name = input("name", {required: true, value: name, maxlength: 200, dir: "auto"});
    this.aliases = input("aliases", {"dir": "auto", "aria-describedby": "aliases-help"});
    this.latitude = degrees("latitude", 90, () => this.#movePoint());
    this.longitude = degrees("longitude", 180, () => this.#movePoint());
    this.country = input("country", {list: "countries", autocomplete: "off", on: {input: () => {
      this.#countryTouched = true;
    }}});
    this.problem = el("p", {class: "problem", role: "alert"});
    this.button = el("button", {type: "submit", class: "primary"}, t("Add place"));
    return [
      el("button", {type: "button", class: "back", on: {click: this.leave}}, `\u2039 ${t("All places")}`),
      el("h2", {class: "place-name", tabindex: "-1"}, t("Add a place")),
      el("p", {class: "hint"}, t("Click the map where it lies, or write the degrees. Articles that name it are read again at once.")),
      el("form", {class: "form", autocomplete: "off", on: {submit: (event) => this.#submit(event)}},
        field(t("Name"), this.name),
        field(t("Other spellings"), this.aliases, el("small", {id: "aliases-help"}, t("separated by commas, in any script"))),
        el("div", {class: "pair"}, field(t("Latitude"), this.latitude), field(t("Longitude"), this.longitude)),
        el("button", {type: "button", class: "quiet", on: {click: () => this.#setPoint(this.map.getCenter().wrap())}}, t("Use the middle of the map")),
        field(t("Country"), this.country, el("small", {}, t("optional"))),
        el("datalist", {id: "countries"}, ...countryCodes().map(([code, label]) => el("option", {value: code}, label))),
        this.problem,
        el("p", {class: "buttons"}, this.button,
          el("button", {type: "button", class: "secondary", on: {click: this.leave}}, t("Cancel")))),
    ];
  }

  #setPoint({lat, lng}) {
    this.latitude.value = lat.toFixed(DECIMALS);
    this.longitude.value = lng.toFixed(DECIMALS);
    this.#movePoint();
  }

  #movePoint() {
    const [lat, lng] = [Number(this.latitude.value), Number(this.longitude.value)];
    if (!this.latitude.value || !this.longitude.value || Math.abs(lat) > 90 || Math.abs(lng) > 180) {
      return;
    }
    this.#pin().setLatLng([lat, lng]);
    if (!this.#countryTouched) {
      countryAt(lng, lat).then((code) => {
        this.country.value = code;
      });
    }
  }

  #pin() {
    if (!this.#marker) {
      const icon = L.divIcon({className: "pin", iconSize: [30, 30]});
      this.#marker = L.marker([0, 0], {icon, draggable: true, keyboard: false, pane: "picking"});
      this.#marker.on("dragend", () => this.#setPoint(this.#marker.getLatLng().wrap()));
      this.#marker.addTo(this.map);
    }
    return this.#marker;
  }

  async #submit(event) {
    event.preventDefault();
    this.problem.textContent = "";
    this.button.disabled = true;
    try {
      await this.add({
        name: this.name.value,
        longitude: Number(this.longitude.value),
        latitude: Number(this.latitude.value),
        country: this.country.value.trim(),
        aliases: this.aliases.value.split(/[,،、;]/).map((alias) => alias.trim()).filter(Boolean),
      });
    } catch (error) {
      if (!("status" in error)) {
        throw error;
      }
      this.problem.textContent = error.message;
    } finally {
      this.button.disabled = false;
    }
  }
}

const input = (name, attributes = {}) => el("input", {id: `new-${name}`, name, ...attributes});

function degrees(name, most, changed) {
  return input(name, {
    required: true, type: "number", inputmode: "decimal", step: "any", min: -most, max: most,
    on: {change: changed},
  });
}

function field(label, control, note = null) {
  return el("p", {class: "field"}, el("label", {for: control.id}, label, " ", note), control);
}
