// After `@` and some letters of a name or its reading: those who can read the room and are called so, to choose from.

import { insert } from "./insert.js";

const PAUSE = 200;
const CALL = /(?:^|[^A-Za-z0-9])([@＠]([^\s@＠、。「」（）()]{1,20}))$/;

export function mentionPeople() {
  for (const area of document.querySelectorAll("textarea[name=body]")) {
    const keep = area.form?.querySelector("[data-enhance=keep]");
    if (keep) attach(area, keep.value);
  }
}

function attach(area, sentTo) {
  const list = Object.assign(document.createElement("ul"), { className: "people-list", id: `${area.id}-people`, hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "呼びかける方");
  const spoken = Object.assign(document.createElement("p"), { className: "visually-hidden" });
  spoken.setAttribute("role", "status");
  area.after(list, spoken);
  area.setAttribute("aria-autocomplete", "list");
  area.setAttribute("aria-haspopup", "listbox");
  area.setAttribute("aria-controls", list.id);

  let timer;
  let asked = new AbortController();
  const called = () => {
    const match = area.selectionStart === area.selectionEnd && area.value.slice(0, area.selectionStart).match(CALL);
    return match ? { words: match[1], name: match[2] } : null;
  };
  const close = () => {
    clearTimeout(timer);
    asked.abort();
    list.hidden = true;
    list.replaceChildren();
    spoken.textContent = "";
    area.removeAttribute("aria-activedescendant");
  };
  const ask = async () => {
    const call = called();
    if (!call) return close();
    asked.abort();
    asked = new AbortController();
    const found = await people(area.form, sentTo, call.name, asked.signal);
    if (found === null || called()?.words !== call.words) return;
    list.innerHTML = found;
    list.hidden = !found;
    area.removeAttribute("aria-activedescendant");
    for (const [index, option] of [...list.children].entries()) option.id = `${list.id}-${index}`;
    spoken.textContent = found ? `${list.children.length}人の候補があります。下向きの矢印キーで選べます。` : "";
  };
  const soon = () => {
    clearTimeout(timer);
    if (called()) timer = setTimeout(ask, PAUSE);
    else close();
  };
  const choose = (option) => {
    const call = called();
    if (call) insert(area, `${option.dataset.words} `, area.selectionStart - call.words.length, area.selectionStart);
    close();
  };
  const move = (step) => {
    const options = [...list.children];
    const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    const next = (at + step + options.length + (at < 0 && step < 0 ? 1 : 0)) % options.length;
    for (const [index, option] of options.entries()) option.setAttribute("aria-selected", String(index === next));
    area.setAttribute("aria-activedescendant", options[next].id);
    options[next].scrollIntoView({ block: "nearest" });
  };

  area.addEventListener("input", (event) => { if (!event.isComposing) soon(); });
  area.addEventListener("compositionend", soon);
  area.addEventListener("blur", close);
  area.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing || event.keyCode === 229) return;
    const active = list.querySelector("[aria-selected=true]");
    if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(-1);
    else if (event.key === "Escape") close();
    else if (active && (event.key === "Enter" || event.key === "Tab")) choose(active);
    else return;
    event.preventDefault();
  });
  // The field keeps the focus.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose(option);
  });
}

async function people(form, sentTo, q, signal) {
  const room = form.elements.namedItem("room")?.value ?? "";
  try {
    const answer = await fetch("/mentions", { method: "POST", body: new URLSearchParams({ q, room, sent_to: sentTo }), signal });
    return answer.ok && !answer.redirected ? await answer.text() : null;
  } catch {
    return null;
  }
}
