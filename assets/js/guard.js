// While a text is typed, the server reads along: what could tell who somebody is stands below its field, with a button
// that replaces it. Asked by POST, so that what was not posted stands in no address.

import { insert } from "./insert.js";

const PAUSE = 900;

export function readAlong() {
  const regions = [...document.querySelectorAll("[data-enhance=guard]")];
  for (const form of new Set(regions.map((region) => region.closest("form")))) {
    if (form) watch(form, regions.filter((region) => region.closest("form") === form));
  }
}

function watch(form, regions) {
  const field = (region) => form.elements.namedItem(region.dataset.field);
  const texts = () => regions.map((region) => [region.dataset.field, field(region).value]);
  let timer;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  };
  const ask = async () => {
    const asked = texts();
    const found = asked.some(([, text]) => text.trim()) ? await read(form, asked) : new DocumentFragment();
    // Typed on meanwhile: the next answer is on its way, and the places of this one are not right any more.
    if (!found || JSON.stringify(asked) !== JSON.stringify(texts())) return;
    for (const region of regions) show(region, found.querySelector(`[data-field=${region.dataset.field}]`));
  };
  for (const region of regions) {
    field(region).addEventListener("input", (event) => {
      // The buttons count characters of the text as it was read.
      for (const button of region.querySelectorAll("button")) button.disabled = true;
      if (!event.isComposing) soon();
    });
    field(region).addEventListener("compositionend", soon);
    region.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) replace(field(region), button.dataset);
    });
  }
  if (texts().some(([, text]) => text.trim())) soon();
}

async function read(form, asked) {
  const body = new URLSearchParams([["sent_to", new URL(form.action).pathname], ...asked]);
  try {
    const answer = await fetch("/guard/readings", { method: "POST", body });
    if (!answer.ok || answer.redirected) return null;
    const template = document.createElement("template");
    template.innerHTML = await answer.text();
    return template.content;
  } catch {
    return null;
  }
}

// What has not changed is left alone, or it would be read out again.
function show(region, found) {
  const html = found?.innerHTML ?? "";
  if (region.innerHTML !== html) region.innerHTML = html;
  region.hidden = !html;
}

// The server counts characters, the field counts halves of some.
function replace(input, { from, to, words }) {
  const characters = [...input.value];
  const halves = (count) => characters.slice(0, Number(count)).join("").length;
  const [start, end] = [halves(from), halves(to)];
  insert(input, words, start, end);
}
