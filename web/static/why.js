// "Why here?": the signed reasons, all candidates, and what would have been second.

import {el} from "./dom.js";
import {whereabouts} from "./list.js";
import {number, t} from "./messages.js";
import {reasonWords} from "./reasons.js";
import {percent, signed} from "./words.js";

const RANKS = [t("Chosen"), t("Second"), t("Third")];

/** A closed details element; null where a mention keeps neither reasons nor candidates. */
export function why(mention) {
  const {reasons, candidates, relation, role_reason: part} = mention;
  if (reasons.length === 0 && candidates.length === 0) {
    return null;
  }
  const second = candidates[1];
  return el("details", {class: "why"},
    el("summary", {}, t("Why here?")),
    second ? el("p", {class: "why-second"}, t("If not, it would have been {place}.", {
      place: `${second.place.name} (${whereabouts(second.place)})`,
    })) : null,
    reasons.length ? el("h4", {}, t("Why it is a place")) : null,
    reasons.length ? reasonList(reasons) : null,
    candidates.length ? el("h4", {}, candidates.length > 1 ? t("What it might have been") : t("The only candidate")) : null,
    candidates.length ? candidateList(candidates) : null,
    relation?.reason ? reason("p", "why-part", relation.reason.text) : null,
    part ? reason("p", "why-part", part) : null);
}

function reasonList(reasons) {
  const ordered = [...reasons].sort((one, other) => Math.abs(other.score) - Math.abs(one.score));
  return el("ul", {class: "reasons"}, ...ordered.map(({score, text}) =>
    el("li", {class: score < 0 ? "reason-against" : "reason-for"},
      el("span", {class: "reason-score", dir: "ltr"}, signed(score)), " ", reason("span", null, text))));
}

function reason(tag, kind, text) {
  const {text: words, lang = null, dir = null} = reasonWords(text);
  return el(tag, {class: kind, lang, dir}, words);
}

function candidateList(candidates) {
  return el("ol", {class: "candidates"}, ...candidates.map((candidate, rank) => el("li", {},
    el("p", {class: "candidate"},
      el("span", {class: "candidate-rank"}, RANKS[rank] || number(rank + 1)),
      " ",
      el("strong", {}, candidate.place.name), t(", "), whereabouts(candidate.place),
      el("span", {class: "candidate-share"}, " ", percent(candidate.confidence))),
    candidate.reasons.length ? reasonList(candidate.reasons) : null)));
}
