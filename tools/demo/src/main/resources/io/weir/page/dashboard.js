// A dashboard of Grafana as a view of the page: its variables, its period, its panels.

import { get, h } from "./dom.js";
import { panelsOf, Period, Variables } from "./grafana.js";
import { Panel } from "./panels.js";

const PERIODS = [["5 minutes", 300], ["15 minutes", 900], ["1 hour", 3600], ["6 hours", 21600], ["1 day", 86400], ["7 days", 604800]];
const FIRST = 300;

/** Builds the view of a dashboard; refresh() asks for the panels that can be seen. */
export async function dashboard(uid, sources, signal) {
  const json = await get(`/api/dashboards/${uid}`, {}, signal);
  const published = sources.prometheus ? await get("/prometheus/api/v1/label/__name__/values", {}, signal) : { data: [] };
  const asked = { ...sources, metrics: new Set(published.data) };
  const variables = new Variables(json);
  const panels = new Map();
  const seen = new Set();
  let seconds = FIRST;

  const grid = h("div", { class: "grid" }, panelsOf(json).map((panel) => {
    if (panel.type === "row") {
      return h("h2", { class: "row" }, panel.title);
    }
    const drawn = new Panel(panel, variables, asked);
    panels.set(drawn.element, drawn);
    return drawn.element;
  }));
  const watching = new IntersectionObserver((entries) => {
    const period = new Period(seconds);
    for (const entry of entries) {
      const panel = panels.get(entry.target);
      if (entry.isIntersecting) {
        seen.add(panel);
        panel.refresh(period, signal);
      } else {
        seen.delete(panel);
      }
    }
  }, { rootMargin: "200px" });
  panels.forEach((_, element) => watching.observe(element));
  signal.addEventListener("abort", () => watching.disconnect());

  const refresh = () => {
    const period = new Period(seconds);
    return Promise.all([...seen].map((panel) => panel.refresh(period, signal)));
  };
  const choices = await Promise.all(variables.list.map((variable) => choice(variable, variables, sources, refresh, signal)));
  const period = h("label", {}, "Period", h("select", { id: "period", onchange: (event) => { seconds = Number(event.target.value); refresh(); } },
    PERIODS.map(([name, length]) => h("option", { value: length, selected: length === FIRST }, name))));
  const element = [
    h("h1", {}, json.title),
    h("p", { class: "lead" }, json.description),
    h("form", { class: "controls", onsubmit: (event) => event.preventDefault() }, period, choices, h("span", { class: "note" }, "Times are UTC.")),
    grid,
  ];
  return { element, refresh };
}

/** A variable as a field of the form: text to search for, or one of the values there are. */
async function choice(variable, variables, sources, refresh, signal) {
  const changed = (event) => {
    variables.choose(variable.name, event.target.value);
    refresh();
  };
  const label = variable.label ?? variable.name;
  if (variable.type === "textbox") {
    return h("label", {}, label, h("input", { type: "search", onchange: changed }));
  }
  // Without an answer there is still "all", and the panels say what is missing.
  const asked = variable.datasource?.type === "loki" ? sources.loki : sources.prometheus;
  const options = asked ? await variables.options(variable, signal).catch(() => []) : [];
  return h("label", {}, label, h("select", { onchange: changed },
    h("option", { value: "$__all" }, "All"),
    options.map((option) => h("option", { value: option }, option))));
}
