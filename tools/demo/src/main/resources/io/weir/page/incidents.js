// Incidents as stories: what happened, where, in which order, and why it counts.

import { get, h } from "./dom.js";
import { count, time } from "./format.js";

const ENTRY = /^(\S+)(?: (\S+))?: ([\s\S]*) \(([^()]*(?:\([^()]*\)[^()]*)*)\)$/;
const MAX_SEARCHED = 50;

/** Builds the view; each refresh() shows the newest revision of every incident. */
export async function incidents() {
  const list = h("div", { class: "incidents" });
  const element = [
    h("h1", {}, "Incidents"),
    h("p", { class: "lead" }, "Few and well-founded: alerts and lines that belong together, in the order in which they happened. Times are UTC."),
    list,
  ];
  let shown = "";
  const refresh = async (signal) => {
    const found = await get("/api/incidents", {}, signal);
    const text = JSON.stringify(found);
    // What somebody reads is not to jump because nothing changed.
    if (text === shown) {
      return;
    }
    shown = text;
    list.replaceChildren(...(found.length ? found.map(incident) : [h("p", { class: "note" }, "No incident was found so far. The correlation waits until it can be sure that nothing comes late.")]));
  };
  return { element, refresh };
}

function incident(document) {
  const { incident: about } = document.weir;
  const more = about.count - (about.timeline?.length ?? 0);
  return h("article", { class: `incident ${about.severity}`, tabindex: 0 },
    h("header", {},
      h("span", { class: "severity" }, about.severity),
      h("h2", {}, about.rules[0]),
      h("p", { class: "entity" }, about.entity)),
    h("dl", {},
      fact("also", about.rules.slice(1).join("; ")),
      fact("first seen", time(about.first_seen)),
      fact("last seen", time(about.last_seen)),
      fact("events", count(about.count)),
      fact("status", `${about.status}, revision ${about.revision}`),
      fact("tactics", names(document.threat?.tactic?.name ?? document.threat?.tactic?.id)),
      fact("techniques", names(document.threat?.technique?.id)),
      fact("related", names(about.related))),
    h("ol", { class: "timeline" }, repeated((about.timeline ?? []).map(read)).map(entry)),
    more > 0 ? h("p", { class: "note" }, `and ${count(more)} more events between them`) : null,
    h("p", {}, h("a", { href: `#/search?${new URLSearchParams({ q: `event.id:(${about.evidence.slice(0, MAX_SEARCHED).join(" OR ")})` })}` }, "Its events in Elasticsearch")),
    about.runbook ? h("p", {}, h("a", { href: safe(about.runbook), rel: "noreferrer", target: "_blank" }, "Runbook")) : null);
}

function fact(name, content) {
  return content ? h("div", {}, h("dt", {}, name), h("dd", {}, content)) : null;
}

function names(list) {
  return Array.isArray(list) ? list.join(", ") : list;
}

/** A link to a page and to nothing else: javascript: is none. */
function safe(link) {
  return /^https?:\/\//.test(link) ? link : "#/incidents";
}

/** A line of the timeline in its parts; one of another form is text alone. */
function read(line) {
  const [, at, where, what, rule] = ENTRY.exec(line) ?? [];
  return at ? { at, where: where ?? "", what, rule, times: 1 } : { at: "", where: "", what: line, rule: "", times: 1 };
}

/** Entries that say the same one after the other become one, with the number of them. */
function repeated(entries) {
  const folded = [];
  for (const one of entries) {
    const before = folded.at(-1);
    if (before && before.where === one.where && before.what === one.what && before.rule === one.rule) {
      before.times++;
      before.until = one.at;
    } else {
      folded.push(one);
    }
  }
  return folded;
}

function entry({ at, until, where, what, rule, times }) {
  return h("li", {},
    h("time", { datetime: at }, at && time(at).slice(11)),
    h("span", { class: "where" }, where),
    h("code", {}, what, times > 1 ? h("b", {}, ` ${times} times until ${time(until).slice(11)}`) : null),
    h("em", {}, rule));
}
