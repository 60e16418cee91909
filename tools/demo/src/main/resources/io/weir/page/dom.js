// Makes elements; text is always text and never markup, whatever a log line says.

/**
 * An element. Attributes whose value is null, undefined or false are left out; those that begin
 * with "on" are listeners. Children are elements, texts, numbers, or lists of them; null is none.
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  setAttributes(element, attributes);
  append(element, children);
  return element;
}

function setAttributes(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
}

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) {
      element.append(child instanceof Node ? child : String(child));
    }
  }
}

/** A table with a caption for those who cannot see it, column heads, and rows of cells. */
export function table(caption, heads, rows) {
  return h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": caption },
    h("table", {},
      h("caption", { class: "unseen" }, caption),
      h("thead", {}, h("tr", {}, heads.map((head) => h("th", { scope: "col", class: head.number && "numeric" }, head.name)))),
      h("tbody", {}, rows.map((row) =>
        h("tr", {}, row.map((cell, i) => h("td", { class: heads[i].number && "numeric" }, cell)))))));
}

/** Reads JSON from the server; an Error has the sentence that the server answered. */
export async function get(path, parameters = {}, signal = undefined) {
  const query = new URLSearchParams(parameters).toString();
  const response = await fetch(query ? `${path}?${query}` : path, { signal });
  const text = await response.text();
  let json;
  try {
    json = JSON.parse(text);
  } catch {
    // Loki answers a query that it cannot read in plain text.
    throw new Error(text.trim() || `${path} answered ${response.status}`);
  }
  if (!response.ok) {
    throw new Error(json.error ?? `${path} answered ${response.status}`);
  }
  return json;
}
