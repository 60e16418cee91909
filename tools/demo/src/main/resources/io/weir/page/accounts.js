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
    const [entries, state] = await Promise.all([get("/api/ledger", {}, signal), get("/api/state", {}, signal)]);
    const open = state.open ?? ["The ledger was not read yet."];
    verdict.className = open.length ? "verdict open" : "verdict good";
    verdict.textContent = open.length ? open.join("; ") : "The ledger balances: every raw record is accounted for.";
    const names = [...new Set(entries.flatMap((entry) => Object.keys(entry.counts)))].filter((name) => name !== "received").sort();
    const heads = [{ name: "Stage" }, { name: "Topic" }, { name: "Partition", number: true }, { name: "received", number: true },
      ...names.map((name) => ({ name: name.replaceAll("_", " "), number: true })), { name: "balances" }];
    rows.replaceChildren(table("The ledger by stage, topic and partition", heads, entries.filter((entry) => entry.counts.received > 0).map((entry) => row(entry, names))));
  };
  return { element, refresh };
}

function row({ stage, topic, partition, counts }, names) {
  const sum = names.reduce((total, name) => total + (counts[name] ?? 0), 0);
  return [stage, topic, partition, count(counts.received ?? 0), ...names.map((name) => count(counts[name] ?? 0)), sum === (counts.received ?? 0) ? "yes" : "NO"];
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
