// The way of a record, with the rates of this moment.

import { get, h } from "./dom.js";
import { count, value } from "./format.js";
import { Plot } from "./plot.js";

const KEPT = 300;
const SMOOTHED = 5;
const STORES = { "sink.elasticsearch": "Elasticsearch", "sink.loki": "Loki" };

/** Builds the view; each refresh() asks for the newest counts. */
export async function flow() {
  const history = await get("/api/history");
  const stages = h("ol", { class: "flow" });
  const facts = h("div", { class: "facts" });
  const roles = h("ul", { class: "roles" });
  const canvas = h("div");
  const plot = new Plot(canvas, { unit: "cps", height: 200, min: 0, fill: 8 });
  const element = [
    h("h1", {}, "The way of a record"),
    h("p", { class: "lead" }, "What pods and Falco wrote, from the agent to the stores: counted at every stage, so that nothing can be lost unseen. The recorded input is of 23 November 2026; what comes after it is of now."),
    stages,
    facts,
    h("section", { class: "panel" }, h("header", {}, h("h3", {}, "Records a second")), canvas),
    h("section", { class: "panel" }, h("header", {}, h("h3", {}, "Processes and servers")), roles),
  ];
  const refresh = async (signal) => {
    const [state, servers] = await Promise.all([get("/api/state", {}, signal), get("/api/servers", {}, signal)]);
    if (state.time === undefined) {
      return;
    }
    if (!(history.at(-1)?.time >= state.time)) {
      history.push(state);
      history.splice(0, history.length - KEPT);
    }
    stages.replaceChildren(...drawStages(history, servers));
    facts.replaceChildren(...drawFacts(state));
    roles.replaceChildren(...drawServers(servers));
    if (history.length > 1) {
      drawRates(plot, history);
    }
  };
  return { element, refresh };
}

const raw = (state) => state.produced;
const enriched = (state) => state.enrich.received ?? 0;
const events = (state) => state.events;
const atSink = (sink) => (state) => state.sinks[sink]?.received ?? 0;

/** The rate at the i-th point of the history, over a few seconds. */
function rate(history, read, i = history.length - 1) {
  const earlier = history[Math.max(i - SMOOTHED, 0)];
  const seconds = (history[i].time - earlier.time) / 1e3;
  return seconds > 0 ? (read(history[i]) - read(earlier)) / seconds : 0;
}

function drawStages(history, { servers }) {
  const state = history.at(-1);
  const stored = Object.keys(state.sinks).map((sink) =>
    stage(STORES[sink] ?? sink, "raw records, settled", atSink(sink)(state), rate(history, atSink(sink)), note(state.sinks[sink])));
  return [
    stage("Kafka, raw topics", "raw records of Fluent Bit and Falco", raw(state), rate(history, raw)),
    stage("enrich events", "raw records, parsed, joined, redacted", enriched(state), rate(history, enriched), note(state.enrich)),
    stage("Kafka, events", "events, some of several raw records", events(state), rate(history, events)),
    h("li", { class: "branches" }, h("ol", {}, stored,
      stage("enrich incidents", "Alertmanager" in servers ? "incidents, to Alertmanager" : "incidents", state.incidents, null))),
  ];
}

function stage(name, about, total, perSecond, extra) {
  return h("li", { class: "stage" },
    h("strong", {}, name),
    h("span", { class: "total" }, count(total)),
    perSecond === null ? null : h("span", { class: perSecond > 0 ? "rate live" : "rate" }, value(perSecond, "cps")),
    h("small", {}, about),
    extra ? h("small", {}, extra) : null);
}

/** What else became of records at a stage. */
function note(counts) {
  return Object.entries(counts ?? {})
    .filter(([what, n]) => n > 0 && !["received", "represented"].includes(what))
    .map(([what, n]) => `${what.replaceAll("_", " ")} ${count(n)}`)
    .join(", ");
}

function drawFacts(state) {
  const hidden = Object.entries(state.redactions).sort((a, b) => b[1] - a[1]);
  const total = hidden.reduce((sum, [, n]) => sum + n, 0);
  return [
    h("section", { class: state.open.length ? "fact open" : "fact good" },
      h("h3", {}, "Ledger"),
      h("p", { class: "number" }, state.open.length ? `${state.open.length} open` : "balances"),
      state.open.length ? h("ul", {}, state.open.map((sentence) => h("li", {}, sentence))) : h("p", {}, "Every raw record is accounted for at every stage.")),
    h("section", { class: "fact" },
      h("h3", {}, "Hidden values"),
      h("p", { class: "number" }, count(total)),
      h("ul", { class: "tags" }, hidden.slice(0, 12).map(([name, n]) => h("li", {}, `${name} ${count(n)}`)))),
    h("section", { class: state.incidents ? "fact alarm" : "fact" },
      h("h3", {}, "Incidents"),
      h("p", { class: "number" }, count(state.incidents)),
      h("a", { href: "#/incidents" }, "what happened")),
  ];
}

function drawServers({ roles, servers }) {
  return [
    ...roles.map((role) => h("li", { class: role.runs ? "up" : "down" }, role.name, h("small", {}, role.runs ? "runs" : "does not run"))),
    ...Object.entries(servers).map(([name, where]) => h("li", { class: "up" }, name,
      /^https?:/.test(where) ? h("a", { href: where, rel: "noreferrer", target: "_blank" }, where) : h("small", {}, where))),
  ];
}

function drawRates(plot, history) {
  const reads = [["raw", raw], ["enriched", enriched], ["events", events], ...Object.keys(history.at(-1).sinks).map((sink) => [STORES[sink] ?? sink, atSink(sink)])];
  plot.draw(history.map((state) => state.time / 1e3), reads.map(([name, read]) => ({ name, values: history.map((_, i) => rate(history, read, i)) })));
}
