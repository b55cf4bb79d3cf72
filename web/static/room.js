// Where a name finds room on the map: not on another name, on a button, or over a circle.

const IN_THE_WAY = 5; // pixels of radius from which a circle keeps names off
const EDGE = 0.75; // of the radius: a name may touch a circle's rim
const CELL = 64; // pixels; what lies in other cells need not be looked at

const measuring = document.createElement("canvas").getContext("2d");
const MOST_WIDTHS = 20_000;
const widths = new Map(); // font and text -> pixels
let family = "";

/** How many pixels a text takes; `spacing` is between its letters. */
export function sizeOf(text, font, spacing) {
  const key = `${font}\n${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    family ||= getComputedStyle(document.body).fontFamily;
    measuring.font = `${font} ${family}`;
    width = measuring.measureText(text).width;
    widths.size > MOST_WIDTHS && widths.clear();
    widths.set(key, width);
  }
  const height = Number.parseFloat(font.split(" ").find((part) => part.endsWith("px"))) * 1.25;
  return {width: width + spacing * text.length + 2, height};
}

export const boxAround = (x, y, r) => ({left: x - r, top: y - r, right: x + r, bottom: y + r});

const overlap = (one, other) =>
  one.left < other.right && other.left < one.right && one.top < other.bottom
  && other.top < one.bottom;

/** Boxes by the squares of a grid that they touch. */
class Grid {
  #cells = new Map();

  add(box) {
    this.#each(box, (key) => {
      const held = this.#cells.get(key);
      held ? held.push(box) : this.#cells.set(key, [box]);
      return false;
    });
  }

  some(box, test) {
    return this.#each(box, (key) => this.#cells.get(key)?.some(test));
  }

  #each({left, top, right, bottom}, found) {
    for (let x = Math.floor(left / CELL); x <= right / CELL; x += 1) {
      for (let y = Math.floor(top / CELL); y <= bottom / CELL; y += 1) {
        if (found(1000 * x + y)) {
          return true;
        }
      }
    }
    return false;
  }
}

export class Room {
  #taken = new Grid();
  #circles = new Grid();

  /** `view` is the box of the map, `taken` the boxes of its buttons. */
  constructor(view, taken) {
    this.view = view;
    taken.forEach((box) => this.#taken.add(box));
  }

  circle(placeId, x, y, radius) {
    this.#circles.add({placeId, radius, ...boxAround(x, y, radius), core: boxAround(x, y, radius * EDGE)});
  }

  holds = (box) =>
    box.left >= this.view.left && box.top >= this.view.top && box.right <= this.view.right
    && box.bottom <= this.view.bottom;

  /** Take the first free spot; null where none is. `own` may cover the circle of that place. */
  take(spots, {width, height}, {own = null, clear = false} = {}) {
    for (const [left, top] of spots) {
      const box = {left, top, right: left + width, bottom: top + height};
      if (this.holds(box) && this.free(box)
          && !(clear ? this.coversCircle(box) : this.#hidesCircle(box, own))) {
        this.#taken.add(box);
        return box;
      }
    }
    return null;
  }

  free = (box) => !this.#taken.some(box, (other) => overlap(box, other));

  keep = (box) => this.#taken.add(box);

  coversCircle = (box) => this.#circles.some(box, (circle) => overlap(box, circle));

  #hidesCircle = (box, own) => this.#circles.some(box, (circle) =>
    circle.placeId !== own && circle.radius >= IN_THE_WAY && overlap(box, circle.core));
}
