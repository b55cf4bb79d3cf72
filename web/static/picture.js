// A picture of the map: what is on the page drawn again, so that nothing of it is fetched anew
// but online tiles, which a canvas may only show where their server allows it.

const SHARPNESS = 2; // pixels of the picture for one of the page
const STRIP = 46; // under the map, for the title and the sources
const MARGIN = 12;

/** A canvas with the map as it is seen; `caption` has a title and what is told of the filters. */
export async function picture(map, caption) {
  const frame = map.getContainer().getBoundingClientRect();
  const canvas = document.createElement("canvas");
  canvas.width = frame.width * SHARPNESS;
  canvas.height = (frame.height + STRIP) * SHARPNESS;
  const context = canvas.getContext("2d");
  context.scale(SHARPNESS, SHARPNESS);
  context.save();
  context.beginPath();
  context.rect(0, 0, frame.width, frame.height);
  context.clip();
  context.fillStyle = getComputedStyle(map.getContainer()).backgroundColor;
  context.fillRect(0, 0, frame.width, frame.height);
  await drawTiles(map, context, frame);
  drawShapes(map, context, frame);
  drawCounts(map, context, frame);
  drawNames(map, context, frame);
  context.restore();
  drawStrip(map, context, frame, caption);
  return canvas;
}

async function drawTiles(map, context, frame) {
  for (const tile of map.getPane("base").querySelectorAll(".base-picture, .leaflet-tile")) {
    const {left, top, width, height} = tile.getBoundingClientRect();
    const drawn = tile.tagName === "CANVAS" ? tile.width && tile : await allowed(tile.src);
    drawn && context.drawImage(drawn, left - frame.left, top - frame.top, width, height);
  }
}

/** A picture that may be drawn, or null where its server does not say that it may. */
function allowed(address) {
  return new Promise((resolve) => {
    const image = new Image();
    image.crossOrigin = "anonymous";
    image.addEventListener("load", () => resolve(image));
    image.addEventListener("error", () => resolve(null));
    image.src = address;
  });
}

const seen = (element) => element.getClientRects().length > 0;

function drawShapes(map, context, frame) {
  for (const path of map.getContainer().querySelectorAll(".leaflet-pane svg path")) {
    const outline = path.getAttribute("d");
    if (!outline || outline === "M0 0" || !seen(path)) {
      continue;
    }
    const {a, b, c, d, e, f} = path.getScreenCTM();
    const style = getComputedStyle(path);
    const shape = new Path2D();
    shape.addPath(new Path2D(outline), {a, b, c, d, e: e - frame.left, f: f - frame.top});
    if (style.fill !== "none") {
      context.globalAlpha = Number(style.fillOpacity) * Number(style.opacity);
      context.fillStyle = style.fill;
      context.fill(shape, style.fillRule);
    }
    if (style.stroke !== "none") {
      context.globalAlpha = Number(style.strokeOpacity) * Number(style.opacity);
      context.strokeStyle = style.stroke;
      context.lineWidth = Number.parseFloat(style.strokeWidth);
      context.setLineDash(style.strokeDasharray === "none" ? []
        : style.strokeDasharray.split(/[ ,]+/).map(Number.parseFloat));
      context.stroke(shape);
    }
  }
  context.globalAlpha = 1;
  context.setLineDash([]);
}

/** How many places each ring stands for. */
function drawCounts(map, context, frame) {
  context.textAlign = "center";
  context.textBaseline = "middle";
  for (const count of map.getPane("circles").querySelectorAll(".cell-count")) {
    const {left, top, width, height} = count.getBoundingClientRect();
    const style = getComputedStyle(count);
    context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    context.fillStyle = style.fill;
    context.fillText(count.textContent, left - frame.left + width / 2, top - frame.top + height / 2);
  }
}

function drawNames(map, context, frame) {
  context.textBaseline = "middle";
  context.lineJoin = "round";
  for (const name of map.getPane("labels").children) {
    const {left, top, width, height} = name.getBoundingClientRect();
    const style = getComputedStyle(name);
    if (name.classList.contains("town-dot")) {
      context.beginPath();
      context.arc(left - frame.left + width / 2, top - frame.top + height / 2, 2.6, 0, 7);
      context.fillStyle = style.backgroundColor;
      context.strokeStyle = style.borderColor;
      context.lineWidth = 1.2;
      context.fill();
      context.stroke();
      continue;
    }
    const upper = style.textTransform === "uppercase";
    const text = upper ? name.textContent.toUpperCase() : name.textContent;
    context.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    context.letterSpacing = style.letterSpacing === "normal" ? "0px" : style.letterSpacing;
    const rtl = style.direction === "rtl";
    context.direction = style.direction;
    context.textAlign = rtl ? "right" : "left";
    const x = (rtl ? left + width : left) - frame.left
      + (rtl ? -1 : 1) * Number.parseFloat(style.paddingInlineStart);
    context.strokeStyle = getComputedStyle(document.documentElement).getPropertyValue("--halo");
    context.lineWidth = 3;
    context.strokeText(text, x, top - frame.top + height / 2);
    context.fillStyle = style.color;
    context.fillText(text, x, top - frame.top + height / 2);
  }
  context.letterSpacing = "0px";
}

function drawStrip(map, context, frame, {title, told}) {
  const style = getComputedStyle(document.body);
  context.fillStyle = style.getPropertyValue("--paper");
  context.fillRect(0, frame.height, frame.width, STRIP);
  context.textBaseline = "alphabetic";
  context.direction = style.direction;
  context.textAlign = style.direction === "rtl" ? "right" : "left";
  const x = style.direction === "rtl" ? frame.width - MARGIN : MARGIN;
  const write = (text, y, font, color) => {
    context.font = `${font} ${style.fontFamily}`;
    context.fillStyle = color;
    context.fillText(text, x, frame.height + y, frame.width - 2 * MARGIN);
  };
  const sources = map.getContainer().querySelector(".leaflet-control-attribution").textContent;
  const ink = style.color;
  const soft = style.getPropertyValue("--soft-ink");
  write([title, told].filter(Boolean).join(" \u2013 "), 19, "600 13px", ink);
  write(sources, 36, "10.5px", soft);
}
