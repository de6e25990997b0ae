// After `@` and some letters of a name or its reading: those who can read the room and are called so, to choose from.

import { offerChoices, options } from "./choices.js";
import { insert } from "./insert.js";

const CALL = /(?:^|[^A-Za-z0-9])([@＠]([^\s@＠、。「」（）()]{1,20}))$/;

export function mentionPeople() {
  for (const area of document.querySelectorAll("textarea[name=body]")) {
    const keep = area.form?.querySelector("[data-enhance=keep]");
    if (keep) attach(area, keep.value);
  }
}

function attach(area, sentTo) {
  const called = () => {
    const match = area.selectionStart === area.selectionEnd && area.value.slice(0, area.selectionStart).match(CALL);
    return match ? match[1] : null;
  };
  offerChoices(area, {
    id: `${area.id}-people`,
    label: "呼びかける方",
    wanted: called,
    ask: (call, signal) => {
      const room = area.form.elements.namedItem("room")?.value ?? "";
      return options("/mentions", { q: call.slice(1), room, sent_to: sentTo }, signal);
    },
    choose: (option) => {
      const call = called();
      if (call) insert(area, `${option.dataset.words} `, area.selectionStart - call.length, area.selectionStart);
    },
    tell: (count) => `${count}人の候補があります。`,
  });
}
