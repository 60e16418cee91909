// Which view is on, and that it stays new.

import { deadLetters, ledger } from "./accounts.js";
import { dashboard } from "./dashboard.js";
import { get, h } from "./dom.js";
import { flow } from "./flow.js";
import { incidents } from "./incidents.js";
import { lines } from "./lines.js";
import { search } from "./search.js";

const EVERY_MS = 2000;
const DASHBOARD_EVERY_MS = 5000;
const VIEWS = [
  ["#/", "Way of a record", flow],
  ["#/incidents", "Incidents", incidents],
  ["#/lines", "Raw and redacted", lines],
  ["#/search", "Search", search],
  ["#/dead-letters", "Dead letters", deadLetters],
  ["#/ledger", "Ledger", ledger],
];

const main = document.getElementById("view");
const theme = document.getElementById("theme");
let leaving = new AbortController();

/** Light or dark as the system has it, until somebody chooses. */
function applyTheme(chosen) {
  const dark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  theme.textContent = dark ? "Light" : "Dark";
  theme.setAttribute("aria-label", `Show the page ${dark ? "light" : "dark"}`);
}

theme.addEventListener("click", () => {
  const chosen = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
  localStorage.setItem("theme", chosen);
  applyTheme(chosen);
  show();
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => applyTheme(localStorage.getItem("theme")));

function current() {
  return location.hash.startsWith("#/") ? location.hash : "#/";
}

async function open(hash, sources, signal) {
  if (hash.startsWith("#/d/")) {
    return dashboard(hash.slice("#/d/".length), sources, signal);
  }
  const [address, query] = hash.split("?");
  const view = VIEWS.find(([one]) => one === address);
  if (!view) {
    throw new Error(`There is no view ${hash}.`);
  }
  return view[2](sources, new URLSearchParams(query), signal);
}

async function show() {
  leaving.abort();
  leaving = new AbortController();
  const { signal } = leaving;
  const hash = current();
  for (const link of document.querySelectorAll("nav a")) {
    link.setAttribute("aria-current", link.getAttribute("href") === hash.split("?")[0] ? "page" : "false");
  }
  try {
    const { servers } = await get("/api/servers", {}, signal);
    const view = await open(hash, { loki: "Loki" in servers, prometheus: "Prometheus" in servers }, signal);
    await view.refresh(signal);
    if (signal.aborted) {
      return;
    }
    main.replaceChildren(...view.element);
    main.dataset.view = hash;
    document.title = `${main.querySelector("h1").textContent} – Weir`;
    keepNew(view, hash.startsWith("#/d/") ? DASHBOARD_EVERY_MS : EVERY_MS, signal);
  } catch (error) {
    if (!signal.aborted) {
      main.replaceChildren(h("h1", {}, "Not here"), h("p", { class: "failure" }, error.message));
      main.dataset.view = hash;
    }
  }
}

/** Refreshes until the view is left; while nobody looks at the page it rests. */
function keepNew(view, milliseconds, signal) {
  const lost = h("p", { class: "failure lost", role: "alert", hidden: true });
  main.prepend(lost);
  let asking = false;
  const timer = setInterval(async () => {
    if (document.hidden || asking) {
      return;
    }
    asking = true;
    try {
      await view.refresh(signal);
      lost.hidden = true;
    } catch (error) {
      if (!signal.aborted) {
        lost.textContent = `The demo does not answer (${error.message}). Has it ended?`;
        lost.hidden = false;
      }
    } finally {
      asking = false;
    }
  }, milliseconds);
  signal.addEventListener("abort", () => clearInterval(timer));
}

async function start() {
  applyTheme(localStorage.getItem("theme"));
  const dashboards = await get("/api/dashboards");
  const link = (href, text, title) => h("li", {}, h("a", { href, title }, text));
  document.getElementById("nav").replaceChildren(
    h("ul", {}, VIEWS.map(([href, text]) => link(href, text))),
    h("p", { id: "dashboards" }, "Dashboards"),
    h("ul", { "aria-labelledby": "dashboards" }, dashboards.map((one) => link(`#/d/${one.uid}`, one.title.replace(/^Weir[ :/–-]*/, ""), one.description))));
  // The address says which view is on, so the link may not change it.
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    main.focus();
  });
  addEventListener("hashchange", async () => {
    await show();
    main.focus({ preventScroll: true });
    scrollTo(0, 0);
  });
  await show();
}

start();
