// Lines over time, drawn by uPlot, with the values under the pointer and a legend.

import uPlot from "./uPlot.esm.js";
import { h } from "./dom.js";
import { axis, increments, time, value } from "./format.js";

const COLOURS = 10;
const TOOLTIP_LINES = 12;
const LEGEND_ENTRIES = 6;

/** The colour of the i-th series in the theme that is on. */
export function colour(i) {
  return variable(`--series-${i % COLOURS}`);
}

/** The value of one of the style sheet's variables. */
export function variable(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/**
 * A plot that fills its parent's width.
 *
 * options: unit, decimals, height, min, max, stacked, fill (0 to 100), thresholds ([{value, colour}]).
 */
export class Plot {
  constructor(parent, options) {
    this.options = options;
    this.canvas = h("div", { class: "canvas" });
    this.tooltip = h("div", { class: "tooltip", hidden: true });
    this.legend = h("ul", { class: "legend" });
    parent.replaceChildren(h("div", { class: "plot" }, this.canvas, this.tooltip), this.legend);
    this.resizing = new ResizeObserver(() => this.resize());
    this.resizing.observe(this.canvas);
  }

  /** Draws times (seconds since 1970) and series ({name, values}), values next to their times. */
  draw(times, series) {
    this.values = series.map((one) => one.values);
    const data = [times, ...(this.options.stacked ? stack(this.values) : this.values)];
    const names = series.map((one) => one.name).join("\n");
    if (this.names === names && this.theme === document.documentElement.dataset.theme) {
      this.uplot.setData(data);
    } else {
      this.names = names;
      this.theme = document.documentElement.dataset.theme;
      this.rebuild(data, series);
    }
    this.describe(times, series);
  }

  rebuild(data, series) {
    this.uplot?.destroy();
    this.series = series;
    this.uplot = new uPlot(this.configuration(series), data, this.canvas);
  }

  configuration(series) {
    const { unit, decimals, height, min, max, stacked, fill } = this.options;
    const ink = variable("--muted");
    const grid = { stroke: variable("--grid"), width: 1 };
    return {
      width: Math.max(this.canvas.clientWidth, 100),
      height,
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1e3), "Etc/UTC"),
      legend: { show: false },
      cursor: { drag: { x: false, y: false }, points: { size: 5 } },
      scales: { y: { range: (u, low, high) => range(low, high, min, max, this.options.thresholds) } },
      axes: [
        { stroke: ink, grid, ticks: grid, font: "11px system-ui", size: 30, space: 55, values: hours },
        { stroke: ink, grid, ticks: grid, font: "11px system-ui", size: axisWidth, incrs: increments(unit, decimals), values: (u, ticks) => axis(ticks, unit, decimals) },
      ],
      series: [{}, ...series.map((one, i) => ({
        stroke: colour(i),
        width: 1.5,
        points: { show: one.values.filter((v) => v !== null).length < 3 },
        fill: fill && (!stacked || i === 0) ? transparent(colour(i), fill) : undefined,
      }))],
      bands: stacked ? series.slice(1).map((one, i) => ({ series: [i + 2, i + 1], fill: transparent(colour(i + 1), fill) })) : undefined,
      hooks: { draw: [(u) => this.drawThresholds(u)], setCursor: [(u) => this.showTooltip(u)] },
    };
  }

  drawThresholds(u) {
    for (const { value: at, colour: stroke } of this.options.thresholds ?? []) {
      const { min, max } = u.scales.y;
      if (at > min && at < max) {
        const y = u.valToPos(at, "y", true);
        u.ctx.save();
        u.ctx.strokeStyle = stroke;
        u.ctx.setLineDash([6, 4]);
        u.ctx.beginPath();
        u.ctx.moveTo(u.bbox.left, y);
        u.ctx.lineTo(u.bbox.left + u.bbox.width, y);
        u.ctx.stroke();
        u.ctx.restore();
      }
    }
  }

  showTooltip(u) {
    const { idx, left } = u.cursor;
    this.tooltip.hidden = idx === null || idx === undefined || left < 0;
    if (this.tooltip.hidden) {
      return;
    }
    const rows = this.series
      .map((one, i) => ({ name: one.name, number: this.values[i][idx], i }))
      .filter((row) => row.number !== null && row.number !== undefined)
      .sort((a, b) => b.number - a.number);
    this.tooltip.replaceChildren(
      h("strong", {}, time(u.data[0][idx] * 1e3)),
      ...rows.slice(0, TOOLTIP_LINES).map((row) => this.legendEntry(row.name, row.number, row.i)),
      rows.length > TOOLTIP_LINES ? h("span", {}, `and ${rows.length - TOOLTIP_LINES} more`) : "");
    const right = left > u.width / 2;
    this.tooltip.style.left = right ? "" : `${left + 70}px`;
    this.tooltip.style.right = right ? `${u.width - left}px` : "";
  }

  legendEntry(name, number, i) {
    const mark = h("i", { class: "mark" });
    mark.style.background = colour(i);
    return h("span", { class: "entry" }, mark, name, " ", h("b", {}, value(number, this.options.unit, this.options.decimals)));
  }

  /** The legend has the last values, so that they can be read without seeing the plot. */
  describe(times, series) {
    const entries = series.map((one, i) => ({ i, name: one.name, number: last(one.values), peak: Math.max(...one.values) }));
    entries.sort((a, b) => b.peak - a.peak);
    this.legend.replaceChildren(
      ...entries.slice(0, LEGEND_ENTRIES).map((one) => h("li", {}, this.legendEntry(one.name, one.number, one.i))),
      entries.length > LEGEND_ENTRIES ? h("li", {}, `and ${entries.length - LEGEND_ENTRIES} more`) : "");
  }

  resize() {
    if (this.uplot && this.canvas.clientWidth > 0) {
      this.uplot.setSize({ width: this.canvas.clientWidth, height: this.options.height });
    }
  }

  destroy() {
    this.resizing.disconnect();
    this.uplot?.destroy();
  }
}

/** The last value that is there. */
export function last(values) {
  return values.findLast((one) => one !== null && one !== undefined);
}

function stack(all) {
  const below = new Array(all[0]?.length ?? 0).fill(0);
  return all.map((values) => values.map((one, i) => (below[i] += one ?? 0)));
}

function transparent(hex, percent) {
  return hex + Math.round(percent * 2.55).toString(16).padStart(2, "0");
}

/** Keeps room above and below, shows what the panel wants shown, and a limit that is near. */
function range(low, high, min, max, thresholds) {
  let bottom = Math.min(min ?? low ?? 0, low ?? 0);
  let top = Math.max(high ?? 1, bottom);
  const near = (thresholds ?? []).map((one) => one.value).filter((at) => at > top && at <= top * 1.5);
  top = Math.max(top, ...near);
  if (max !== undefined && top <= max) {
    top = max;
  }
  if (top === bottom) {
    top = bottom + 1;
  }
  return [bottom, top + (top - bottom) * 0.06];
}

function axisWidth(u, values) {
  return 16 + 6.6 * Math.max(...(values ?? [""]).map((text) => text.length));
}

function hours(u, ticks, axis, space, step) {
  return ticks.map((tick) => new Date(tick * 1e3).toISOString().slice(...(step < 60 ? [11, 19] : step < 86400 ? [11, 16] : [5, 10])));
}
