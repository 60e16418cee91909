// Numbers and times as people read them; the units are those of Grafana's field configuration.

const SHORT = [[1e12, " T"], [1e9, " G"], [1e6, " M"], [1e3, " k"]];
const IEC = [[2 ** 40, " TiB"], [2 ** 30, " GiB"], [2 ** 20, " MiB"], [2 ** 10, " KiB"], [1, " B"]];
const SI = [[1e12, " TB"], [1e9, " GB"], [1e6, " MB"], [1e3, " kB"], [1, " B"]];
const SECONDS = [[86400, " d"], [3600, " h"], [60, " min"], [1, " s"], [1e-3, " ms"], [1e-6, " µs"]];
const RATES = { cps: "/s", recps: " rec/s", reqps: " req/s", ops: " ops/s" };

/** A value in a unit of Grafana; decimals may be undefined. "–" for none. */
export function value(number, unit, decimals) {
  if (number === null || number === undefined || Number.isNaN(number)) {
    return "–";
  }
  if (!Number.isFinite(number)) {
    return number > 0 ? "∞" : "−∞";
  }
  if (unit in RATES) {
    return scaled(number, SHORT, decimals) + RATES[unit];
  }
  switch (unit) {
    case "percentunit": return digits(number * 100, decimals) + " %";
    case "percent": return digits(number, decimals) + " %";
    case "bytes": return scaled(number, IEC, decimals);
    case "Bps": return scaled(number, SI, decimals) + "/s";
    case "s": return scaled(number, SECONDS, decimals);
    case "ms": return scaled(number / 1e3, SECONDS, decimals);
    case "d": return scaled(number * 86400, SECONDS, decimals);
    default: return scaled(number, SHORT, decimals);
  }
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
