// Bars of time: which day a bar begins and ends, and where the axis has its marks.

import {LOCALE} from "./messages.js";

const DAY = 86_400_000;
const LEAST_ROOM = 56; // pixels between two marks

const momentOf = (iso) => Date.parse(`${iso}T00:00:00Z`);

const isoOf = (moment) => new Date(moment).toISOString().slice(0, 10);

export class Scale {
  constructor(bars, unit, width) {
    Object.assign(this, {bars, unit, width, step: width / Math.max(1, bars.length)});
    this.starts = bars.map(({start}) => momentOf(start));
  }

  /** The day on which a bar begins. */
  first(bar) {
    return this.bars[Math.min(bar, this.bars.length - 1)].start;
  }

  /** The last day before a bar begins. */
  last(bar) {
    return isoOf((bar < this.bars.length ? this.starts[bar] : this.#end()) - DAY);
  }

  #end() {
    const last = new Date(this.starts.at(-1));
    if (this.unit === "month") {
      return Date.UTC(last.getUTCFullYear(), last.getUTCMonth() + 1, 1);
    }
    return last.getTime() + DAY * (this.unit === "week" ? 7 : 1);
  }

  /** The bars [from, to) that a period touches; all where it has no ends. */
  span(since, until) {
    const size = this.bars.length;
    if (!size) {
      return [0, 0];
    }
    const from = since ? this.#holding(momentOf(since)) : 0;
    const to = until ? this.#holding(momentOf(until)) + 1 : size;
    return [Math.min(from, size - 1), Math.max(Math.min(from, size - 1) + 1, to)];
  }

  /** Whether a period ends before the first bar begins, or begins when the last has ended. */
  misses(since, until) {
    return this.bars.length > 0 && (since > this.last(this.bars.length) || Boolean(until) && until < this.first(0));
  }

  #holding(moment) {
    let at = 0;
    while (at + 1 < this.starts.length && this.starts[at + 1] <= moment) {
      at += 1;
    }
    return at;
  }
}

/** The marks of an axis: years, months or days, as far apart as they can be read. */
export function ticks(scale) {
  const written = (options) => new Intl.DateTimeFormat(
    LOCALE === "ar" ? "ar-u-nu-latn-ca-gregory" : LOCALE, {timeZone: "UTC", ...options});
  const [year, short, dayMonth] = [
    written({year: "numeric"}), written({month: "short"}), written({day: "numeric", month: "short"}),
  ];
  const marks = scale.starts.map((start, at) => {
    const moment = new Date(start);
    const [day, month] = [moment.getUTCDate(), moment.getUTCMonth()];
    const opensYear = month === 0 && day <= (scale.unit === "week" ? 7 : 1);
    const opensMonth = day <= (scale.unit === "week" ? 7 : 1);
    const weight = opensYear || at === 0 ? 3 : opensMonth ? 2 : 1;
    const text = weight === 3 && (opensYear || scale.unit === "month") ? year : weight === 2 ? short : dayMonth;
    return {x: at * scale.step, weight, text: text.format(moment)};
  });
  const kept = [];
  for (const weight of [3, 2, 1]) {
    for (const mark of marks.filter((each) => each.weight === weight)) {
      const free = kept.every((other) => Math.abs(other.x - mark.x) >= LEAST_ROOM);
      if (free && mark.x < scale.width - 30) {
        kept.push(mark);
      }
    }
  }
  return kept;
}
