// What is proved: the ledger, and the letters about what went no further.

import { get, h, table } from "./dom.js";
import { count, time } from "./format.js";

/** Builds the view of the ledger: what became of every record, at each stage and partition. */
export async function ledger() {
  const rows = h("div");
  const verdict = h("p", { class: "verdict", role: "status" });
  const element = [
    h("h1", {}, "The ledger"),
    h("p", { class: "lead" }, "Each stage writes down what became of the records that it received. Received is the sum of all else, and what one stage passed on is what the next has received."),
    verdict,
    rows,
  ];
  const refresh = async (signal) => {
    const [all, state] = await Promise.all([get("/api/ledger", {}, signal), get("/api/state", {}, signal)]);
    const entries = all.map((entry) => ({ ...entry, counts: withoutReasons(entry.counts) }));
    const open = state.open ?? ["The ledger was not read yet."];
    verdict.className = open.length ? "verdict open" : "verdict good";
    verdict.textContent = open.length ? open.join("; ") : "The ledger balances: every raw record is accounted for.";
    const names = [...new Set([...ALWAYS, ...entries.flatMap((entry) => Object.keys(entry.counts))])].filter((name) => name !== "received").sort();
    const heads = [{ name: "Stage" }, { name: "Topic" }, { name: "Partition", number: true }, { name: "Received", number: true },
      ...names.map((name) => ({ name: capital(name.replaceAll("_", " ")), number: true })), { name: "Balances" }];
    const shown = entries.filter((entry) => entry.counts.received > 0);
    rows.replaceChildren(table("The ledger by stage, topic and partition", heads, [...totals(shown), ...shown].map((entry) => row(entry, names))));
  };
  return { element, refresh };
}

/** Columns that are shown when they are empty too: that they are is the message. */
const ALWAYS = ["dead_lettered", "expired", "represented", "stored"];

/** Reasons of dead letters are on their own view. */
function withoutReasons(counts) {
  const sums = {};
  for (const [name, n] of Object.entries(counts)) {
    const what = name.split(".")[0];
    sums[what] = (sums[what] ?? 0) + n;
  }
  return sums;
}

function capital(text) {
  return text[0].toUpperCase() + text.slice(1);
}

/** The sum of all partitions of each stage. */
function totals(entries) {
  const sums = new Map();
  for (const { stage, counts } of entries) {
    const sum = sums.get(stage) ?? { stage, topic: "all", partition: "all", counts: {} };
    Object.entries(counts).forEach(([name, n]) => { sum.counts[name] = (sum.counts[name] ?? 0) + n; });
    sums.set(stage, sum);
  }
  return sums.values();
}

function row({ stage, topic, partition, counts }, names) {
  const sum = names.reduce((total, name) => total + (counts[name] ?? 0), 0);
  return [stage, topic, partition, count(counts.received ?? 0), ...names.map((name) => count(counts[name])), sum === (counts.received ?? 0) ? "yes" : "NO"];
}

/** Builds the view of the dead letters; they never hold text that was not redacted. */
export async function deadLetters() {
  const rows = h("div");
  const element = [
    h("h1", {}, "Dead letters"),
    h("p", { class: "lead" }, "A record that could not be read, redacted or stored is named here by its coordinates and the reason. Its text stays in the raw topic and goes nowhere else."),
    rows,
  ];
  const heads = [{ name: "Time" }, { name: "Stage" }, { name: "Reason" }, { name: "Topic" }, { name: "Partition", number: true }, { name: "Offsets" }, { name: "Records", number: true }, { name: "The store said" }];
  const refresh = async (signal) => {
    const letters = await get("/api/dead-letters", {}, signal);
    rows.replaceChildren(letters.length
      ? table("Dead letters, the newest first", heads, letters.map(letter))
      : h("p", { class: "note" }, "There are none: every record so far was read, redacted and stored."));
  };
  return { element, refresh };
}

function letter(document) {
  const { stage, reason, source } = document.weir;
  return [time(document["@timestamp"]), stage, reason, source.topic, source.partition, source.offsets.join(" – "), count(source.records), document.error?.message ?? ""];
}
