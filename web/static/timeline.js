// Mentions over time under the map: a histogram with a brush that is dragged, keyed and played.

import {el, svg} from "./dom.js";
import {number, t} from "./messages.js";
import {Scale, ticks} from "./time_scale.js";
import {mentionCount, shortDay} from "./words.js";

const HEIGHT = 46;
const BAR = 7; // pixels a bar at least
const LEAST_BARS = 24;
const SAID = {day: t("by day"), week: t("by week"), month: t("by month")};
const STEP_MILLISECONDS = 900;
const CALM_MILLISECONDS = 2200; // where the reader asked for less motion

export class Timeline {
  #scale = null;
  #from = 0; // the brush: bars from, to (end excluded)
  #to = 0;
  #playing = 0;
  #told = null;
  #missed = false; // whether the filters' period lies beside all bars

  /** `set` takes changes of filters; `quietly` ones are steps that nobody goes back to. */
  constructor(root, {set}) {
    Object.assign(this, {root, set});
    this.picture = svg("svg", {"class": "time-picture", "height": HEIGHT + 20, "aria-hidden": "true"});
    this.window = el("div", {class: "time-window", hidden: true});
    this.handles = ["since", "until"].map((end) => this.#handle(end));
    this.plot = el("div", {class: "time-plot"}, this.picture, this.window, ...this.handles);
    this.play = el("button", {type: "button", class: "time-play", on: {click: () => this.#toggle()}});
    this.words = el("p", {class: "time-words", dir: document.documentElement.dir});
    this.undated = el("button", {
      type: "button", class: "time-undated", hidden: true,
      on: {click: () => this.#pressUndated()},
    });
    root.append(this.words, el("div", {class: "time-row"}, this.play, this.plot, this.undated));
    this.#sayPlay();
    this.#drag();
  }

  get bins() {
    return Math.max(LEAST_BARS, Math.floor(this.plot.clientWidth / BAR));
  }

  /** Show the bars; the brush lies where the filters have it. */
  draw(told, filters) {
    const {unit, bars, undated} = told;
    this.#told = told;
    this.filters = filters;
    this.#scale = new Scale(bars, unit, Math.max(1, this.plot.clientWidth));
    [this.#from, this.#to] = this.#scale.span(filters.get("since"), filters.get("until"));
    this.brushed = filters.has("since") || filters.has("until");
    this.#missed = this.#scale.misses(filters.get("since"), filters.get("until"));
    this.undated.hidden = !undated;
    this.undated.setAttribute("aria-pressed", String(filters.has("undated")));
    this.undated.replaceChildren(el("strong", {}, number(undated)), " ", t("undated"));
    this.play.disabled = bars.length < 2;
    this.#drawBars();
    this.#drawBrush();
  }

  /** Fit the picture to a new width. */
  resize() {
    this.#told && this.draw(this.#told, this.filters);
  }

  #drawBars() {
    const {bars, width} = this.#scale;
    const most = Math.max(1, ...bars.map(({mentions}) => mentions));
    this.picture.setAttribute("width", width);
    const step = this.#scale.step;
    const gap = step > 4 ? 1 : 0;
    const path = bars.map(({mentions}, at) => {
      const tall = mentions ? Math.max(1.5, HEIGHT * mentions / most) : 0;
      return mentions ? `M${(at * step).toFixed(2)} ${HEIGHT}v${(-tall).toFixed(2)}h${(step - gap).toFixed(2)}V${HEIGHT}z` : "";
    }).join("");
    this.bright = svg("path", {d: path, class: "time-bars time-bright"});
    this.clip = svg("rect", {y: 0, height: HEIGHT});
    this.picture.replaceChildren(
      svg("clipPath", {id: "time-clip"}, this.clip),
      svg("path", {d: path, class: "time-bars"}),
      svg("g", {"clip-path": "url(#time-clip)"}, this.bright),
      svg("line", {class: "time-axis", x1: 0, x2: width, y1: HEIGHT + 0.5, y2: HEIGHT + 0.5}),
      ...ticks(this.#scale).flatMap(({x, text}) => [
        svg("line", {class: "time-axis", x1: x, x2: x, y1: HEIGHT, y2: HEIGHT + 5}),
        svg("text", {class: "time-tick", x: x + 3, y: HEIGHT + 14}, text),
      ]));
  }

  #drawBrush() {
    const {step, bars} = this.#scale;
    const [left, right] = [this.#from * step, this.#to * step];
    this.clip.setAttribute("x", left);
    this.clip.setAttribute("width", this.#missed ? 0 : Math.max(0, right - left));
    this.window.hidden = !this.brushed || this.#missed;
    this.window.style.left = `${left}px`;
    this.window.style.width = `${right - left}px`;
    this.handles.forEach((handle, at) => {
      const now = at ? this.#to : this.#from;
      handle.hidden = bars.length === 0;
      handle.style.left = `${now * step}px`;
      handle.setAttribute("aria-valuemin", "0");
      handle.setAttribute("aria-valuemax", String(bars.length));
      handle.setAttribute("aria-valuenow", String(now));
      handle.setAttribute("aria-valuetext", bars.length ? this.#dayAt(at) : "");
    });
    this.#say();
  }

  #dayAt = (end) => shortDay(end ? this.#scale.last(this.#to) : this.#scale.first(this.#from));

  #say() {
    const {bars, unit} = this.#scale;
    const whole = this.brushed ? [" ", el("button", {
      type: "button", class: "quiet", on: {click: () => this.#whole()},
    }, t("Whole period"))] : [];
    if (bars.length === 0 || this.#missed) {
      this.words.replaceChildren(t("No dated mention is left by these filters."), ...whole);
      return;
    }
    const inside = bars.slice(this.#from, this.#to).reduce((sum, bar) => sum + bar.mentions, 0);
    const [since, until] = this.#period();
    this.words.replaceChildren(
      el("strong", {}, `${shortDay(since)} \u2013 ${shortDay(until)}`),
      ...this.#isWhole(since, until) ? [` \u00b7 ${mentionCount(inside)}`] : [], ` ${SAID[unit] || ""}`,
      ...whole);
  }

  /** The days of the brush; those of the filters where they lie within its first and last bar. */
  #period() {
    const [first, last] = [this.#scale.first(this.#from), this.#scale.last(this.#to)];
    const [since, until] = ["since", "until"].map((name) => this.filters.get(name));
    const mine = this.#scale.span(since, until);
    return mine[0] === this.#from && mine[1] === this.#to
      ? [since > first ? since : first, until && until < last ? until : last] : [first, last];
  }

  /** Whether a period is whole bars, so that they tell its mentions. */
  #isWhole = (since, until) =>
    since === this.#scale.first(this.#from) && until === this.#scale.last(this.#to);

  #whole() {
    this.#pause();
    this.set({since: "", until: "", undated: ""});
  }

  #handle(end) {
    const at = end === "since" ? 0 : 1;
    const handle = el("div", {
      "class": "time-handle", "role": "slider", "tabindex": "0",
      "aria-label": at ? t("End of the period") : t("Start of the period"),
      "aria-orientation": "horizontal", "data-end": end,
    });
    handle.addEventListener("keydown", (event) => this.#key(event, at));
    return handle;
  }

  #key(event, at) {
    const far = event.shiftKey ? 10 : 1;
    const now = at ? this.#to : this.#from;
    const to = {
      ArrowLeft: now - far, ArrowDown: now - far, ArrowRight: now + far, ArrowUp: now + far,
      PageDown: now - 10, PageUp: now + 10,
      Home: at ? this.#from + 1 : 0, End: at ? this.#scale.bars.length : this.#to - 1,
    }[event.key];
    if (to === undefined) {
      return;
    }
    event.preventDefault();
    this.#pause();
    at ? this.#place(this.#from, to) : this.#place(to, this.#to);
    this.#commit({quietly: true});
  }

  #place(from, to) {
    const size = this.#scale.bars.length;
    this.#from = Math.max(0, Math.min(from, size - 1, Math.max(0, to - 1)));
    this.#to = Math.min(size, Math.max(to, this.#from + 1));
    this.brushed = this.#from > 0 || this.#to < size;
    this.#missed = false;
    this.#drawBrush();
  }

  #commit({quietly = false} = {}) {
    this.set(this.brushed
      ? {since: this.#scale.first(this.#from), until: this.#scale.last(this.#to), undated: ""}
      : {since: "", until: "", undated: ""}, {quietly});
  }

  #drag() {
    let start = null;
    const bar = (event) => {
      const box = this.plot.getBoundingClientRect();
      return (event.clientX - box.left) / this.#scale.step;
    };
    this.plot.addEventListener("pointerdown", (event) => {
      if (!this.#scale?.bars.length || event.button) {
        return;
      }
      this.#pause();
      const end = event.target.dataset.end;
      start = {at: bar(event), from: this.#from, to: this.#to,
        how: end || (event.target === this.window ? "move" : "draw")};
      this.plot.setPointerCapture(event.pointerId);
      event.target.focus?.({preventScroll: true});
    });
    this.plot.addEventListener("pointermove", (event) => start && this.#dragged(start, bar(event)));
    const done = () => {
      if (start) {
        start.moved && this.#commit();
        start = null;
      }
    };
    this.plot.addEventListener("pointerup", done);
    this.plot.addEventListener("pointercancel", done);
  }

  #dragged(start, now) {
    const by = Math.round(now - start.at);
    start.moved ||= by !== 0 || start.how === "draw" && Math.abs(now - start.at) > 0.5;
    if (!start.moved) {
      return;
    }
    const size = this.#scale.bars.length;
    if (start.how === "move") {
      const from = Math.max(0, Math.min(size - (start.to - start.from), start.from + by));
      this.#place(from, from + start.to - start.from);
    } else if (start.how === "draw") {
      this.#place(Math.floor(Math.min(start.at, now)), Math.ceil(Math.max(start.at, now)));
    } else if (start.how === "since") {
      this.#place(Math.min(start.from + by, start.to - 1), start.to);
    } else {
      this.#place(start.from, Math.max(start.to + by, start.from + 1));
    }
  }

  #pressUndated() {
    this.#pause();
    const on = this.filters.has("undated");
    this.set({undated: on ? "" : "1", since: "", until: ""});
  }

  #toggle() {
    this.#playing ? this.#pause() : this.#start();
    this.#sayPlay();
  }

  #sayPlay() {
    this.play.textContent = this.#playing ? "\u275a\u275a" : "\u25b6";
    this.play.setAttribute("aria-label", this.#playing ? t("Pause") : t("Play the period"));
  }

  #start() {
    const size = this.#scale.bars.length;
    const wide = this.brushed ? this.#to - this.#from : Math.max(1, Math.round(size / 12));
    if (!this.brushed || this.#to >= size) {
      this.#place(0, wide);
    }
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.#commit({quietly: true});
    this.#playing = setInterval(() => this.#advance(), calm ? CALM_MILLISECONDS : STEP_MILLISECONDS);
  }

  #advance() {
    const [wide, size] = [this.#to - this.#from, this.#scale.bars.length];
    if (this.#to >= size || document.hidden) {
      this.#pause();
      return;
    }
    const by = Math.max(1, Math.round(wide / 2));
    const from = Math.min(size - wide, this.#from + by);
    this.#place(from, from + wide);
    this.#commit({quietly: true});
  }

  #pause() {
    clearInterval(this.#playing);
    this.#playing = 0;
    this.#sayPlay();
  }
}

