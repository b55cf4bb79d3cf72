// The map of a notebook. Text of articles becomes text nodes, never markup.
function drawMentions(id, outlines, told) {
  const map = L.map(id, {minZoom: 1, maxZoom: 14, preferCanvas: true});
  map.attributionControl.addAttribution(told.attribution);
  if (told.note) map.attributionControl.addAttribution(told.note);
  const ground = L.canvas({padding: 0.3, pane: "tilePane"});
  L.geoJSON(outlines, {
    interactive: false, renderer: ground, pane: "tilePane",
    style: {color: "#aaa295", weight: 0.8, fillColor: "#f6f3ec", fillOpacity: 1},
  }).addTo(map);

  const make = (name, text, parent) => {
    const element = parent.appendChild(document.createElement(name));
    element.textContent = text;
    return element;
  };
  const reading = (point) => {
    const box = document.createElement("div");
    box.dir = "auto";
    make("h1", point.place, box);
    make("p", `${point.mentions} ${point.mentions === 1 ? "mention" : "mentions"}`, box);
    for (const excerpt of point.excerpts) {
      // Offsets count characters, and JavaScript counts some of those twice.
      const letters = Array.from(excerpt.text);
      const part = (start, end) => letters.slice(start, end).join("");
      const quote = make("blockquote", part(0, excerpt.start), box);
      quote.dir = "auto";
      make("mark", part(excerpt.start, excerpt.end), quote);
      quote.append(part(excerpt.end));
      make("cite", excerpt.from, box).dir = "auto";
    }
    return box;
  };
  const largest = Math.max(1, ...told.points.map((point) => point.mentions));
  for (const point of told.points) {
    L.circleMarker(point.at, {
      radius: 4 + 14 * Math.sqrt(point.mentions / largest),
      color: "#b3321f", weight: 1, fillColor: "#b3321f", fillOpacity: 0.45,
    }).bindPopup(() => reading(point), {maxHeight: 280}).addTo(map);
  }
  if (told.points.length) {
    map.fitBounds(told.points.map((point) => point.at), {maxZoom: 8, padding: [30, 30]});
  } else {
    map.setView([30, 35], 3);
  }
}
