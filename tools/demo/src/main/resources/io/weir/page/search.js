// Search over both stores.

import { get, h } from "./dom.js";
import { count, time } from "./format.js";

const EXAMPLES = {
  elasticsearch: ["kubernetes.namespace:shop AND log.level:error", "kubernetes.pod.name:postgres-0 AND message:PROGRAM", "event.module:falco", "source.ip:203.0.113.77"],
  loki: ['{namespace="shop"} | level="error"', '{source="falco"}', '{namespace=~".+"} |= `password`'],
};

/** How far back Loki is asked: all that it keeps, and the recording, which is older every day. */
const PERIOD = 365 * 86400;
const LIMIT = 100;

/** Builds the view and asks for what its address says; the form leads to such an address. */
export async function search(sources, asked, signal) {
  const status = h("p", { class: "note", role: "status" }, "Nothing was searched for yet.");
  const results = h("ol", { class: "log" });
  const store = h("select", { id: "store", onchange: () => showExamples() },
    h("option", { value: "elasticsearch" }, "Elasticsearch"),
    sources.loki ? h("option", { value: "loki" }, "Loki") : null);
  store.value = asked.get("store") === "loki" && sources.loki ? "loki" : "elasticsearch";
  const query = h("input", { id: "query", type: "search", size: 60, autocomplete: "off", spellcheck: "false", value: asked.get("q") ?? "" });
  const examples = h("p", { class: "examples" });

  const run = async () => {
    status.textContent = "Searching.";
    results.replaceChildren();
    try {
      const { total, hits } = await (store.value === "loki" ? askLoki(query.value, signal) : askElasticsearch(query.value, signal));
      const all = total === undefined ? `More than ${hits.length}` : count(total);
      status.textContent = hits.length === total ? `${all} found.` : `${all} found; the newest ${count(hits.length)} are shown.`;
      results.replaceChildren(...hits.map(hit));
    } catch (error) {
      status.textContent = error.message;
    }
  };
  const showExamples = () => examples.replaceChildren("Try ", ...EXAMPLES[store.value].map((text) =>
    h("a", { href: address(store.value, text) }, text)));
  showExamples();
  if (asked.has("q")) {
    await run();
  }
  const element = [
    h("h1", {}, "Search"),
    h("p", { class: "lead" }, sources.loki ? "Elasticsearch takes Lucene's query syntax, Loki takes LogQL." : "Elasticsearch takes Lucene's query syntax. There is no Loki here."),
    h("form", { class: "controls", onsubmit: (event) => { event.preventDefault(); location.hash = address(store.value, query.value); } },
      h("label", {}, "Store", store), h("label", {}, "Query", query), h("button", { type: "submit" }, "Search")),
    examples, status, results,
  ];
  return { element, refresh: async () => {} };
}

function address(store, query) {
  return `#/search?${new URLSearchParams({ store, q: query })}`;
}

async function askElasticsearch(query, signal) {
  const { total, hits } = await get("/api/search", { q: query }, signal);
  return { total, hits: hits.map(({ line, document }) => ({
    at: document["@timestamp"],
    where: [document.kubernetes?.namespace, document.kubernetes?.pod?.name].filter(Boolean).join("/"),
    level: document.log?.level,
    line,
    document,
  })) };
}

async function askLoki(query, signal) {
  const end = Math.floor(Date.now() / 1e3);
  const answer = await get("/loki/loki/api/v1/query_range", { query, start: end - PERIOD, end, limit: LIMIT }, signal);
  const hits = answer.data.result.flatMap(({ stream, values }) => values.map(([at, line]) => ({
    at: Number(at) / 1e6, where: [stream.namespace, stream.pod].filter(Boolean).join("/"), level: stream.level, line, document: stream,
  })));
  hits.sort((a, b) => b.at - a.at);
  // Loki says no total.
  return { total: hits.length < LIMIT ? hits.length : undefined, hits };
}

function hit({ at, where, level, line, document }) {
  return h("li", { class: `level-${level ?? "none"}` },
    h("details", {},
      h("summary", {}, h("time", {}, time(at)), h("span", { class: "where" }, where), h("code", {}, line)),
      h("pre", {}, JSON.stringify(document, null, 2))));
}
