// Numbers and times as people read them; the units are those of Grafana's field configuration.

const SHORT = [[1e12, " T"], [1e9, " G"], [1e6, " M"], [1e3, " k"]];
const IEC = [[2 ** 40, " TiB"], [2 ** 30, " GiB"], [2 ** 20, " MiB"], [2 ** 10, " KiB"], [1, " B"]];
const SI = [[1e12, " TB"], [1e9, " GB"], [1e6, " MB"], [1e3, " kB"], [1, " B"]];
const SECONDS = [[86400, " d"], [3600, " h"], [60, " min"], [1, " s"], [1e-3, " ms"], [1e-6, " µs"]];
const PERCENT = [[1, " %"]];
const ROUND_SECONDS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200];
const RATES = { cps: "/s", recps: " rec/s", reqps: " req/s", ops: " ops/s" };

/** What a unit of Grafana is shown in: steps from the largest, a factor to them, and what follows. */
function scaleOf(unit) {
  if (unit in RATES) {
    return { steps: SHORT, times: 1, suffix: RATES[unit] };
  }
  switch (unit) {
    case "percentunit": return { steps: PERCENT, times: 100, suffix: "" };
    case "percent": return { steps: PERCENT, times: 1, suffix: "" };
    case "bytes": return { steps: IEC, times: 1, suffix: "" };
    case "Bps": return { steps: SI, times: 1, suffix: "/s" };
    case "s": return { steps: SECONDS, times: 1, suffix: "" };
    case "ms": return { steps: SECONDS, times: 1e-3, suffix: "" };
    case "d": return { steps: SECONDS, times: 86400, suffix: "" };
    default: return { steps: SHORT, times: 1, suffix: "" };
  }
}

/** A value in a unit of Grafana; decimals may be undefined. "–" for none. */
export function value(number, unit, decimals) {
  if (number === null || number === undefined || Number.isNaN(number)) {
    return "–";
  }
  if (!Number.isFinite(number)) {
    return number > 0 ? "∞" : "−∞";
  }
  const { steps, times, suffix } = scaleOf(unit);
  return scaled(number * times, steps, decimals) + suffix;
}

/**
 * The steps between ticks with which all ticks are round in a unit, smallest first; undefined where
 * those of decimal numbers are. Without decimals nothing lies between whole numbers.
 */
export function increments(unit, decimals) {
  const { steps, times } = scaleOf(unit);
  if (steps === IEC) {
    return Array.from({ length: 60 }, (none, power) => 2 ** power);
  }
  if (steps === SECONDS) {
    const seconds = [...decimal(-6, -1), ...ROUND_SECONDS, ...decimal(0, 6).map((days) => days * 86400)];
    return seconds.map((one) => short(one / times));
  }
  return decimals === 0 ? decimal(0, 18).map((one) => short(one / times)) : undefined;
}

/** uPlot takes no step with 17 decimals, such as 0.09999999999999999, and knows none of 1e-7. */
function short(step) {
  return Number(step.toPrecision(11));
}

function decimal(from, to) {
  const powers = Array.from({ length: to - from + 1 }, (none, i) => 10 ** (from + i));
  return powers.flatMap((power) => [power, 2 * power, 5 * power]);
}

/** The ticks of an axis, all in the largest unit in which each of them is whole or ends in a half. */
export function axis(ticks, unit, decimals) {
  const { steps, times, suffix } = scaleOf(unit);
  const numbers = ticks.map((tick) => tick * times);
  const most = Math.max(...numbers.map(Math.abs));
  const all = steps.some(([factor]) => factor === 1) ? steps : [...steps, [1, ""]];
  const fitting = all.find(([factor]) => most >= factor && numbers.every((number) => hasHalves(number / factor)));
  if (!fitting) {
    return ticks.map((tick) => value(tick, unit, decimals));
  }
  const [factor, name] = fitting;
  return numbers.map((number) => (number / factor).toLocaleString("en-GB", { maximumFractionDigits: 1 }) + name + suffix);
}

function hasHalves(number) {
  return Math.abs(number * 2 - Math.round(number * 2)) < 1e-6;
}

function scaled(number, steps, decimals) {
  const size = Math.abs(number);
  if (size === 0) {
    const one = steps.find(([factor]) => factor === 1);
    return "0" + (one ? one[1] : "");
  }
  for (const [factor, name] of steps) {
    // As it will be shown: 999.9 k is a million.
    if (Number((size / factor).toPrecision(3)) >= 1) {
      return digits(number / factor, factor === 1 ? decimals : undefined) + name;
    }
  }
  const [factor, name] = steps.at(-1)[0] < 1 ? steps.at(-1) : [1, steps.find(([f]) => f === 1)?.[1] ?? ""];
  return digits(number / factor, decimals) + name;
}

/** Three significant digits, or so many decimals. */
function digits(number, decimals) {
  if (decimals !== undefined && decimals !== null) {
    return grouped(number, decimals);
  }
  if (Math.abs(number) >= 100 || Number.isInteger(number)) {
    return grouped(number, 0);
  }
  return String(Number(number.toPrecision(3)));
}

function grouped(number, decimals) {
  return number.toLocaleString("en-GB", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

/** A whole number with its thousands apart. */
export function count(number) {
  return number === undefined || number === null ? "–" : grouped(number, 0);
}

/** A moment, as ISO text or milliseconds: date and time in UTC, which is what every line has. */
export function time(moment) {
  const date = new Date(moment);
  return Number.isNaN(date.getTime()) ? String(moment) : date.toISOString().replace("T", " ").slice(0, 19);
}

/** The time of day of a moment, with milliseconds. */
export function clock(moment) {
  const date = new Date(moment);
  return Number.isNaN(date.getTime()) ? String(moment) : date.toISOString().slice(11, 23);
}
