// A list to choose from under a field while somebody types. The field keeps the focus; the list is the server's, which
// answers with options.

const PAUSE = 200;

// `wanted` tells what is asked for now, or null; `ask` fetches the options for it; `choose` takes one; `tell` says how
// many there are.
export function offerChoices(field, { id, label, wanted, ask, choose, tell }) {
  const list = Object.assign(document.createElement("ul"), { className: "people-list", id, hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", label);
  const spoken = Object.assign(document.createElement("p"), { className: "visually-hidden" });
  spoken.setAttribute("role", "status");
  field.after(list, spoken);
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-haspopup", "listbox");
  field.setAttribute("aria-controls", list.id);

  let timer;
  let asked = new AbortController();
  const close = () => {
    clearTimeout(timer);
    asked.abort();
    list.hidden = true;
    list.replaceChildren();
    spoken.textContent = "";
    field.removeAttribute("aria-activedescendant");
  };
  const open = async () => {
    const what = wanted();
    if (what === null) return close();
    asked.abort();
    asked = new AbortController();
    const found = await ask(what, asked.signal);
    if (found === null || wanted() !== what) return;
    list.innerHTML = found;
    list.hidden = !found;
    field.removeAttribute("aria-activedescendant");
    for (const [index, option] of [...list.children].entries()) option.id = `${list.id}-${index}`;
    spoken.textContent = found ? `${tell(list.children.length)}下向きの矢印キーで選べます。` : "";
  };
  const soon = () => {
    clearTimeout(timer);
    if (wanted() === null) close();
    else timer = setTimeout(open, PAUSE);
  };
  const take = (option) => {
    choose(option);
    close();
  };
  const move = (step) => {
    const options = [...list.children];
    const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    const next = (at + step + options.length + (at < 0 && step < 0 ? 1 : 0)) % options.length;
    for (const [index, option] of options.entries()) option.setAttribute("aria-selected", String(index === next));
    field.setAttribute("aria-activedescendant", options[next].id);
    options[next].scrollIntoView({ block: "nearest" });
  };

  field.addEventListener("input", (event) => { if (!event.isComposing) soon(); });
  field.addEventListener("compositionend", soon);
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing || event.keyCode === 229) return;
    const active = list.querySelector("[aria-selected=true]");
    if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(-1);
    else if (event.key === "Escape") close();
    else if (active && (event.key === "Enter" || event.key === "Tab")) take(active);
    else return;
    event.preventDefault();
  });
  // The field keeps the focus.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });
}

// What a form's own question is answered with, or null when there is no answer.
export async function options(address, fields, signal) {
  try {
    const answer = await fetch(address, { method: "POST", body: new URLSearchParams(fields), signal });
    return answer.ok && !answer.redirected ? await answer.text() : null;
  } catch {
    return null;
  }
}
