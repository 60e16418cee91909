// What was written, next to what is stored of it.

import { get, h } from "./dom.js";
import { time } from "./format.js";

/** Builds the view; lines of which something was hidden, or all others. */
export async function lines() {
  let kind = "redacted";
  let paused = false;
  const rows = h("ol", { class: "pairs" });
  const controls = h("form", { class: "controls", onsubmit: (event) => event.preventDefault() },
    h("label", {}, "Show", h("select", { id: "kind", onchange: (event) => { kind = event.target.value; draw(); } },
      h("option", { value: "redacted" }, "lines with hidden values"),
      h("option", { value: "others" }, "other lines"))),
    h("label", { class: "check" }, h("input", { type: "checkbox", onchange: (event) => { paused = event.target.checked; } }), "Pause"));
  const element = [
    h("h1", {}, "Raw and redacted"),
    h("p", { class: "lead" }, "On the left the line as the pod wrote it, on the right as it is stored. The raw side is shown by the demo only, whose secrets are invented: nowhere else does Weir show or log what it has hidden."),
    controls,
    rows,
  ];
  let answer = { redacted: [], others: [] };
  const draw = () => rows.replaceChildren(...(answer[kind]?.length ? answer[kind].slice(0, 100).map(pair) : [h("li", { class: "note" }, "No lines so far.")]));
  const refresh = async (signal) => {
    const newest = await get("/api/lines", {}, signal);
    if (!paused && JSON.stringify(newest) !== JSON.stringify(answer)) {
      answer = newest;
      draw();
    }
  };
  return { element, refresh };
}

function pair(line) {
  const { raw, redacted } = marked(line);
  // Falco's fields say what its line says.
  const fields = line.document.weir.format === "json" ? line.document.weir.fields : null;
  const classes = Object.entries(line.classes ?? {}).map(([name, n]) => `${name} ${n}`).join(", ");
  return h("li", { tabindex: 0 },
    h("p", { class: "where" }, h("time", {}, time(line.time)), ` ${line.namespace ?? ""}${line.pod ? "/" + line.pod : ""} `, h("span", { class: "classes" }, classes)),
    h("div", { class: "sides" },
      h("div", {}, h("h3", {}, "as it was written"), h("pre", { class: "raw" }, raw)),
      h("div", {}, h("h3", {}, "as it is stored"), h("pre", { class: "redacted" }, redacted, fields ? "\n" + JSON.stringify(fields, null, 1) : ""))));
}

/** Both texts with what was hidden marked, as far as it is certain. */
function marked({ raw, redacted, classes, document }) {
  const names = Object.keys(classes ?? {}).map((name) => name.replace(/\W/g, "\\$&")).join("|");
  const parts = names ? redacted.split(new RegExp(`(\\[(?:${names})\\]|\\b(?:${names}):\\w+:\\w+:[0-9a-f]{16}|\\b(?:${names}):\\w+:[0-9a-f]{16})`)) : [redacted];
  return {
    raw: aligned(raw, parts) ?? byValues(raw, document) ?? raw,
    redacted: parts.map((part, i) => (i % 2 ? h("mark", {}, part) : part)),
  };
}

/** Between the parts that both texts have is what was hidden; null if the line was rewritten elsewhere too. */
function aligned(raw, parts) {
  const kept = parts.filter((_, i) => i % 2 === 0);
  const last = kept.at(-1);
  if (!raw.startsWith(kept[0]) || !raw.endsWith(last)) {
    return null;
  }
  const texts = [kept[0]];
  let at = kept[0].length;
  for (let i = 1; i < kept.length; i++) {
    const next = i === kept.length - 1 ? raw.length - last.length : raw.indexOf(kept[i], at);
    if (next <= at || kept[i] === "" && next !== raw.length) {
      return null;
    }
    texts.push(h("mark", {}, raw.slice(at, next)), kept[i]);
    at = next + kept[i].length;
  }
  return at === raw.length ? texts : null;
}

const TIME = /^\d{4}-\d\d-\d\d|^\d{10}(?:\.\d+)?$|^\d{13,19}$/;

/** Of a line in JSON the words of its values that the event has nowhere; null if it is none. */
function byValues(raw, document) {
  let json;
  try {
    json = JSON.parse(raw);
  } catch {
    return null;
  }
  const stored = JSON.stringify(document).toLowerCase();
  const hidden = leaves(json)
    .flatMap((leaf) => String(leaf).split(/[\s"']+/))
    .filter((word) => !TIME.test(word) && word.split(/[:=,;&]/).some((part) => part.length >= 4 && !stored.includes(JSON.stringify(part).slice(1, -1).toLowerCase())))
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  if (hidden.length === 0) {
    return null;
  }
  return raw.split(new RegExp(`(${hidden.join("|")})`)).map((part, i) => (i % 2 ? h("mark", {}, part) : part));
}

function leaves(json) {
  return json !== null && typeof json === "object" ? Object.values(json).flatMap(leaves) : [json];
}
