// Draws a panel of a Grafana dashboard: stat, timeseries, bargauge, table or logs.

import { h, table } from "./dom.js";
import { clock, value } from "./format.js";
import { instant, lines, metricsOf, series } from "./grafana.js";
import { Plot, variable } from "./plot.js";

const ROW = 34;
const HEAD = 56;
const LEGEND = 40;
const NO_LOKI = "There is no Loki here; this panel asks one.";
const NO_PROMETHEUS = "There is no Prometheus here; this panel asks one.";

/** One panel: an element that asks and draws on refresh(). */
export class Panel {
  constructor(panel, variables, sources) {
    this.panel = panel;
    this.variables = variables;
    this.sources = sources;
    this.defaults = panel.fieldConfig?.defaults ?? {};
    const id = `panel-${panel.id}`;
    this.body = h("div", { class: "body" });
    this.element = h("section", { class: `panel ${panel.type}`, id, "data-state": "waiting", "aria-labelledby": `${id}-title`, "aria-describedby": `${id}-about`, tabindex: 0 },
      h("header", {},
        h("h3", { id: `${id}-title` }, panel.title),
        h("p", { id: `${id}-about`, class: "about" }, panel.description ?? "")),
      this.body);
    this.element.style.gridColumn = `${panel.gridPos.x + 1} / span ${panel.gridPos.w}`;
    this.element.style.setProperty("--height", `${panel.gridPos.h * ROW}px`);
  }

  /** The metrics that the panel asks for and nobody here publishes. */
  missing() {
    const asked = this.panel.targets.filter((target) => target.datasource.type === "prometheus").flatMap((target) => metricsOf(target.expr));
    return [...new Set(asked)].filter((name) => !this.sources.metrics.has(name));
  }

  /** Why nothing was found. Weir's own counters begin with the first thing that they count. */
  noData() {
    const missing = this.missing();
    const others = missing.filter((name) => !name.startsWith("weir"));
    if (others.length > 0) {
      return `not measured here: nothing publishes ${others.join(", ")}`;
    }
    return missing.length > 0 ? "none so far" : (this.defaults.noValue ?? "no data in this period");
  }

  /** Asks for the period and draws; a failure is shown in the panel. */
  async refresh(period, signal) {
    this.newest = period;
    try {
      const absent = this.absentSource();
      if (absent) {
        this.note(absent);
      } else {
        await this[this.panel.type](period, signal);
      }
    } catch (error) {
      if (error.name !== "AbortError") {
        this.show(h("p", { class: "failure" }, error.message));
        this.state("failed");
      }
    }
  }

  absentSource() {
    const types = this.panel.targets.map((target) => target.datasource.type);
    if (types.includes("loki") && !this.sources.loki) {
      return NO_LOKI;
    }
    return types.includes("prometheus") && !this.sources.prometheus ? NO_PROMETHEUS : null;
  }

  state(name) {
    this.element.dataset.state = name;
  }

  note(sentence) {
    this.show(h("p", { class: "note" }, sentence));
    this.state("empty");
  }

  /** In the place of whatever was drawn. */
  show(element) {
    this.plot?.destroy();
    this.plot = null;
    this.body.replaceChildren(element);
  }

  async all(ask, period, signal) {
    return (await this.each(ask, period, signal)).flat();
  }

  /** An answer for each target; one that comes after a newer question is given up. */
  async each(ask, period, signal) {
    const answers = await Promise.all(this.panel.targets.map((target) => ask(target, this.variables, period, signal)));
    if (this.newest !== period) {
      throw new DOMException("a newer question was asked", "AbortError");
    }
    return answers;
  }

  format(number) {
    return value(number, this.defaults.unit, this.defaults.decimals);
  }

  steps() {
    return this.defaults.thresholds?.steps ?? [];
  }

  /** The colour of the highest step that a number has reached. */
  colour(number) {
    const step = this.steps().findLast((one) => one.value === null || number >= one.value);
    return step ? variable(`--${step.color}`) : variable("--ink");
  }

  async stat(period, signal) {
    const values = await this.all(instant, period, signal);
    // A zero in the place of what nobody measures would look like good news.
    if (values.length === 0 || this.missing().some((name) => !name.startsWith("weir"))) {
      this.note(this.noData());
      return;
    }
    this.body.replaceChildren(...values.map((one) => {
      const number = h("p", { class: "number" }, this.format(one.value));
      number.style.color = this.colour(one.value);
      return values.length > 1 ? h("div", {}, number, h("p", {}, one.name)) : number;
    }));
    this.state("drawn");
  }

  async bargauge(period, signal) {
    const values = await this.all(instant, period, signal);
    if (values.length === 0) {
      this.note(this.noData());
      return;
    }
    const most = this.defaults.max ?? Math.max(...values.map((one) => one.value));
    values.sort((a, b) => b.value - a.value);
    this.body.replaceChildren(h("ul", { class: "bars" }, values.map((one) => {
      const bar = h("i", { class: "bar" });
      bar.style.width = `${most > 0 ? Math.min(100 * one.value / most, 100) : 0}%`;
      bar.style.background = this.colour(one.value);
      return h("li", {}, h("span", {}, one.name), h("span", { class: "track" }, bar), h("b", {}, this.format(one.value)));
    })));
    this.state("drawn");
  }

  async timeseries(period, signal) {
    const found = (await this.all(series, period, signal)).filter((one) => one.values.some((v) => v !== null));
    const unmeasured = this.missing().some((name) => !name.startsWith("weir")) && found.every((one) => one.values.every((v) => !v));
    if (found.length === 0 || unmeasured) {
      this.note(this.noData());
      return;
    }
    this.plot ??= new Plot(this.body, this.plotOptions());
    this.plot.draw(period.times(), found);
    this.state("drawn");
  }

  plotOptions() {
    const custom = this.defaults.custom ?? {};
    const limits = custom.thresholdsStyle?.mode === "line" ? this.steps().filter((step) => step.value !== null) : [];
    return {
      unit: this.defaults.unit,
      decimals: this.defaults.decimals,
      min: this.defaults.min,
      max: this.defaults.max,
      stacked: custom.stacking?.mode === "normal",
      fill: custom.fillOpacity,
      height: this.panel.gridPos.h * ROW - HEAD - LEGEND,
      thresholds: limits.map((step) => ({ value: step.value, colour: variable(`--${step.color}`) })),
    };
  }

  /** Rows of several targets with the same labels are one row; columns are named by the panel. */
  async table(period, signal) {
    const answers = await this.each(instant, period, signal);
    const organize = this.panel.transformations?.find((one) => one.id === "organize")?.options ?? {};
    const rows = new Map();
    answers.forEach((answer, i) => answer.forEach((one) => {
      const labels = Object.entries(one.labels).filter(([name]) => !organize.excludeByName?.[name]);
      const key = JSON.stringify(labels.sort());
      const row = rows.get(key) ?? Object.fromEntries(labels);
      row[`Value #${this.panel.targets[i].refId}`] = one.value;
      rows.set(key, row);
    }));
    if (rows.size === 0) {
      this.note(this.noData());
      return;
    }
    const columns = Object.keys(organize.renameByName ?? {}).filter((name) => [...rows.values()].some((row) => name in row));
    const heads = columns.map((name) => ({ name: organize.renameByName[name], number: name.startsWith("Value #") }));
    const cells = [...rows.values()].map((row) => columns.map((name, i) => this.cell(row[name], heads[i])));
    this.body.replaceChildren(table(this.panel.title, heads, cells));
    this.state("drawn");
  }

  cell(content, head) {
    if (!head.number) {
      return content;
    }
    const override = this.panel.fieldConfig.overrides.find((one) => one.matcher.id === "byName" && one.matcher.options === head.name);
    const unit = override?.properties.find((property) => property.id === "unit")?.value ?? this.defaults.unit;
    return value(content, unit, this.defaults.decimals);
  }

  async logs(period, signal) {
    const found = await this.all(lines, period, signal);
    if (found.length === 0) {
      this.note("no lines in this period");
      return;
    }
    this.body.replaceChildren(h("ol", { class: "log" }, found.map((one) =>
      h("li", { class: `level-${one.labels.level ?? "none"}` }, h("time", {}, clock(one.time)), h("code", {}, one.line)))));
    this.state("drawn");
  }
}
