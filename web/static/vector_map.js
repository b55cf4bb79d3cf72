// A base map of vector tiles: one picture of the view and of what lies around it. The library's own
// layer makes a canvas of each tile, and a new view of thirty stood 0.2 s later for it.

const AROUND = 0.2; // of the view's width and height, painted on each of its sides
const PATIENCE_MILLISECONDS = 80; // after which tiles are painted without those still to come
const REST_MILLISECONDS = 150; // between two pictures while the map is being moved
const OVERLAP = 1; // pixels that a tile is painted beyond its edge, or a seam would show

const pause = (milliseconds) => new Promise((next) => setTimeout(next, milliseconds));

export class VectorMap extends window.L.Layer {
  #canvas;
  #makeRules;
  #nearest;
  #drawn = null; // what the picture was drawn of
  #painted = null; // {zoom, corner, size} of the picture, in pixels of that zoom
  #protomaps;
  #question = 0;
  #rules;
  #tiles;

  /**
   * `source` is the address of an archive or what stands for it; `rules` makes the library's paint
   * rules; `nearest` gives for a tile that is wanted the one that is there, the same by default.
   */
  constructor(protomaps, {source, rules, dataZoom, attribution, nearest = (tile) => tile}) {
    super();
    window.L.setOptions(this, {attribution, pane: "base"});
    this.#protomaps = protomaps;
    this.#makeRules = rules;
    this.#rules = rules();
    this.#nearest = nearest;
    this.#tiles = protomaps.sourcesToViews({url: source, maxDataZoom: dataZoom}).get("");
  }

  onAdd() {
    this.#canvas = document.createElement("canvas");
    this.#canvas.className = "base-picture leaflet-zoom-animated";
    this.getPane().append(this.#canvas);
    this.#paint();
  }

  onRemove() {
    this.#question += 1;
    this.#painted = this.#drawn = null;
    this.#canvas.remove();
  }

  getEvents() {
    const moved = window.L.Util.throttle(() => this.#map && this.#follow(), REST_MILLISECONDS, this);
    return {
      move: moved, moveend: () => this.#follow(), viewreset: () => this.#put(), zoom: () => this.#put(),
      zoomanim: ({center, zoom}) => this.#put(zoom, this.#originOf(center, zoom)),
    };
  }

  /** Paint anew by the rules of now, at once: a page that is printed does not wait. */
  repaint() {
    this.#rules = this.#makeRules();
    if (this.#map && this.#drawn) {
      this.#canvas.width = 0; // what is cleared while printing takes the sea under it away
      this.#draw(...this.#drawn);
    } else if (this.#map) {
      this.#paint();
    }
  }

  get #map() {
    return this._map;
  }

  /** Paint anew where the picture is of another zoom or does not hold all of the view. */
  #follow() {
    const {zoom, corner, size} = this.#wanted(0);
    const held = this.#painted;
    const holds = held?.zoom === zoom && corner.x >= held.corner.x && corner.y >= held.corner.y
      && corner.x + size.x <= held.corner.x + held.size.x
      && corner.y + size.y <= held.corner.y + held.size.y;
    holds || this.#paint();
  }

  #wanted(around) {
    const zoom = this.#map.getZoom();
    const margin = this.#map.getSize().multiplyBy(around).round();
    return {
      zoom, corner: this.#map.project(this.#map.getCenter(), zoom)
        .subtract(this.#map.getSize().divideBy(2)).subtract(margin).round(),
      size: this.#map.getSize().add(margin).add(margin),
    };
  }

  /** Paint what is wanted now as soon as its tiles are there; a later question overtakes it. */
  async #paint() {
    this.#question += 1;
    const question = this.#question;
    const wanted = this.#wanted(AROUND);
    const whole = Math.round(wanted.zoom);
    const scale = this.#map.getZoomScale(wanted.zoom, whole);
    const tiles = this.#tiles.dataTilesForBounds(whole, boxOf(wanted, scale, whole));
    const come = [];
    const all = Promise.all(tiles.map(async (tile) => {
      const nearest = this.#nearest({...tile, z: whole});
      const data = await this.#tiles.tileCache.get(nearest.dataTile).catch(() => null);
      data && come.push({...nearest, dim: nearest.dim + OVERLAP, z: whole, data, part: partOf(tile)});
    }));
    const show = () => this.#question === question && this.#draw(wanted, scale, come);
    const waited = await Promise.race([all.then(() => false), pause(PATIENCE_MILLISECONDS).then(() => true)]);
    come.length && show();
    waited && all.then(show);
  }

  #draw({zoom, corner, size}, scale, tiles) {
    this.#drawn = [{zoom, corner, size}, scale, tiles];
    const sharpness = Math.max(1, window.devicePixelRatio);
    const [width, height] = [size.x, size.y].map((pixels) => Math.round(sharpness * pixels));
    const context = this.#canvas.getContext("2d");
    if (this.#canvas.width === width && this.#canvas.height === height) {
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, width, height);
    } else {
      Object.assign(this.#canvas, {width, height});
      Object.assign(this.#canvas.style, {width: `${size.x}px`, height: `${size.y}px`});
    }
    context.setTransform(sharpness * scale, 0, 0, sharpness * scale, 0, 0);
    const origin = corner.divideBy(scale);
    for (const tile of tiles) {
      this.#protomaps.paint(
        context, tile.z, new Map([["", [tile]]]), null, this.#rules, tile.part, origin, true);
    }
    this.#painted = {zoom, corner, size};
    this.#canvas.dataset.shows = `${zoom}/${corner.x}/${corner.y}`;
    this.#put();
  }

  /** Put the picture where it belongs in a view, in the map's own unless another is coming. */
  #put(zoom = this.#map.getZoom(), origin = this.#map.getPixelOrigin()) {
    if (this.#painted) {
      const scale = this.#map.getZoomScale(zoom, this.#painted.zoom);
      window.L.DomUtil.setTransform(
        this.#canvas, this.#painted.corner.multiplyBy(scale).subtract(origin).round(), scale);
    }
  }

  /** The pixel of the world that a view begins its panes with. */
  #originOf(centre, zoom) {
    return this.#map.project(centre, zoom).subtract(this.#map.getSize().divideBy(2))
      .add(window.L.DomUtil.getPosition(this.#map.getPane("mapPane"))).round();
  }
}

/** The box of a picture in pixels of a whole zoom, without what is beyond the poles. */
function boxOf({corner, size}, scale, whole) {
  const world = 256 * 2 ** whole;
  const end = corner.add(size);
  const within = (pixels) => Math.max(0, Math.min(world - 1, pixels / scale));
  return {minX: corner.x / scale, maxX: end.x / scale, minY: within(corner.y), maxY: within(end.y)};
}

/** What of a picture a tile is painted on. */
function partOf({origin: {x, y}, dim}) {
  return {minX: x, minY: y, maxX: x + dim + OVERLAP, maxY: y + dim + OVERLAP};
}
