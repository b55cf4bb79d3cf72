// "Why here?": the signed reasons, the candidates, and what was second.

import {el} from "./dom.js";
import {whereabouts} from "./list.js";
import {percent, signed} from "./words.js";

/** A closed details element; null where a mention keeps neither reasons nor candidates. */
export function why(mention) {
  const {reasons, candidates} = mention;
  if (reasons.length === 0 && candidates.length === 0) {
    return null;
  }
  return el("details", {class: "why"},
    el("summary", {}, "Why here?"),
    reasons.length ? reasonList(reasons) : null,
    candidates.length ? el("h4", {}, candidates.length > 1 ? "What it might have been" : "The only candidate") : null,
    candidates.length ? candidateList(candidates) : null);
}

function reasonList(reasons) {
  const ordered = [...reasons].sort((one, other) => Math.abs(other.score) - Math.abs(one.score));
  return el("ul", {class: "reasons"}, ...ordered.map(({score, text}) =>
    el("li", {class: score < 0 ? "reason-against" : "reason-for"},
      el("span", {class: "reason-score"}, signed(score)), " ", text)));
}

function candidateList(candidates) {
  return el("ol", {class: "candidates"}, ...candidates.map((candidate, rank) => el("li", {},
    el("p", {class: "candidate"},
      el("span", {class: "candidate-rank"}, ["Chosen", "Second", "Third"][rank] || `${rank + 1}th`),
      " ",
      el("strong", {}, candidate.place.name), ", ", whereabouts(candidate.place),
      el("span", {class: "candidate-share"}, " ", percent(candidate.confidence))),
    candidate.reasons.length && rank > 0 ? reasonList(candidate.reasons) : null)));
}
