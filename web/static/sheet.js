// On a phone the panel is a sheet under the map: half, full, or little.

const SIZES = ["half", "full", "little"];

export class Sheet {
  constructor(map, handle) {
    this.map = map;
    handle.addEventListener("click", () => this.size(SIZES[(SIZES.indexOf(this.now) + 1) % 3]));
    new ResizeObserver(() => map.invalidateSize({pan: false})).observe(map.getContainer());
  }

  get now() {
    return document.body.dataset.sheet || "half";
  }

  size(size) {
    document.body.dataset.sheet = size;
  }
}
