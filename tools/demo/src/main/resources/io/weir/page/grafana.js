// What a dashboard of Grafana asks: its variables, and its queries with them put in.

import { get } from "./dom.js";

const ALL = "$__all";

/** Seconds between two samples that rates are to span, as the scrape interval of a data source. */
const SCRAPE = 5;
const MAX_POINTS = 240;

/** A period of time that ends now, and how finely it is asked for; all in seconds. */
export class Period {
  constructor(seconds) {
    this.seconds = seconds;
    this.step = Math.max(Math.ceil(seconds / MAX_POINTS), 1);
    // Loki answers for multiples of the step, whatever it is asked.
    this.end = Math.floor(Date.now() / 1e3 / this.step) * this.step;
    this.start = this.end - Math.floor(seconds / this.step) * this.step;
  }

  /** Every time that a range query answers for. */
  times() {
    return Array.from({ length: (this.end - this.start) / this.step + 1 }, (_, i) => this.start + i * this.step);
  }

  rateInterval() {
    return Math.max(this.step + SCRAPE, 4 * SCRAPE);
  }
}

/** The values that a dashboard's variables have. */
export class Variables {
  constructor(dashboard) {
    this.list = dashboard.templating.list.filter((one) => one.type !== "datasource");
    this.chosen = new Map(this.list.map((one) => [one.name, one.type === "textbox" ? one.query : ALL]));
  }

  /** The values that a variable may have, as its data source says; none if it has no answer. */
  async options(variable, signal) {
    const [, selector, label] = /^label_values\((.*),\s*(\w+)\)$/s.exec(variable.definition) ?? [];
    const isLoki = variable.datasource?.type === "loki";
    const values = isLoki
      ? get(`/loki/loki/api/v1/label/${label}/values`, { query: this.substitute(selector) }, signal)
      : get(`/prometheus/api/v1/label/${label}/values`, { "match[]": this.substitute(selector) }, signal);
    return ((await values).data ?? []).sort();
  }

  choose(name, value) {
    this.chosen.set(name, value);
  }

  /** A query without variables; the period is needed for those of Grafana's own. */
  substitute(query, period = new Period(3600)) {
    return query.replace(/\$\{?(\w+)\}?/g, (whole, name) => {
      switch (name) {
        case "__rate_interval": return period.rateInterval() + "s";
        case "__auto":
        case "__interval": return Math.max(period.step, SCRAPE) + "s";
        case "__range": return period.seconds + "s";
        default: return this.chosen.has(name) ? this.text(name) : whole;
      }
    });
  }

  text(name) {
    const variable = this.list.find((one) => one.name === name);
    const value = this.chosen.get(name);
    if (value === ALL) {
      return variable.allValue;
    }
    return variable.type === "textbox" ? value.replaceAll("`", "") : value.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&").replaceAll("\\", "\\\\");
  }
}

const WORDS = new Set(["by", "without", "on", "ignoring", "group_left", "group_right", "offset", "bool", "or", "and", "unless"]);

/** The names of the metrics that a query of PromQL asks for. */
export function metricsOf(query) {
  const bare = query
    .replace(/"(?:[^"\\]|\\.)*"/g, "")
    .replace(/\{[^}]*\}/g, "")
    .replace(/\[[^\]]*\]/g, "")
    .replace(/\$\{?\w+\}?/g, "")
    .replace(/\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g, "");
  const names = bare.match(/[a-zA-Z_:][\w:]*(?!\w|\s*\()/g) ?? [];
  return [...new Set(names)].filter((name) => !WORDS.has(name) && name.includes("_"));
}

/** All panels of a dashboard, those in rows too. */
export function panelsOf(dashboard) {
  return dashboard.panels.flatMap((panel) => [panel, ...(panel.panels ?? [])]);
}

const PATHS = { prometheus: "/prometheus/api/v1", loki: "/loki/loki/api/v1" };

/** The series of a target over a period: [{name, labels, values}], a value for each time or null. */
export async function series(target, variables, period, signal) {
  const answer = await get(`${PATHS[target.datasource.type]}/query_range`, {
    query: variables.substitute(target.expr, period),
    start: period.start,
    end: period.end,
    step: period.step,
  }, signal);
  const index = new Map(period.times().map((at, i) => [at, i]));
  return answer.data.result.map((one) => {
    const values = new Array(index.size).fill(null);
    for (const [at, text] of one.values) {
      const i = index.get(Math.round(at));
      if (i !== undefined && text !== "NaN") {
        values[i] = Number(text);
      }
    }
    return { name: name(target, one.metric), labels: one.metric, values };
  });
}

/** What a target answers for the end of the period: [{name, labels, value}]. */
export async function instant(target, variables, period, signal) {
  const answer = await get(`${PATHS[target.datasource.type]}/query`, {
    query: variables.substitute(target.expr, period),
    time: period.end,
  }, signal);
  const { resultType, result } = answer.data;
  const vector = resultType === "scalar" ? [{ metric: {}, value: result }] : result;
  return vector
    .map((one) => ({ name: name(target, one.metric), labels: one.metric, value: Number(one.value[1]) }))
    .filter((one) => !Number.isNaN(one.value));
}

/** The lines that a target of Loki finds, the newest first: [{time, line, labels}]. */
export async function lines(target, variables, period, signal) {
  const answer = await get("/loki/loki/api/v1/query_range", {
    query: variables.substitute(target.expr, period),
    start: period.start,
    end: period.end,
    limit: 100,
    direction: "backward",
  }, signal);
  return answer.data.result
    .flatMap((stream) => stream.values.map(([at, line]) => ({ time: Number(at) / 1e6, line, labels: stream.stream })))
    .sort((a, b) => b.time - a.time);
}

function name(target, labels) {
  const legend = target.legendFormat ?? "";
  if (legend !== "" && legend !== "__auto") {
    return legend.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, label) => labels[label] ?? "");
  }
  const pairs = Object.entries(labels).filter(([label]) => label !== "__name__");
  return pairs.map(([label, text]) => `${label}=${text}`).join(", ") || target.refId;
}
