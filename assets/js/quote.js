// 「引用して返信」 puts a quotation into the form below: the passage that is selected in that text, else all of it.

import { append } from "./insert.js";

export function quoteIntoReply() {
  const area = document.querySelector("#reply-form textarea");
  if (!area) return;
  // The press of a button ends the selection before the click arrives.
  let selected = "";
  document.addEventListener("pointerdown", () => { selected = getSelection().toString(); }, { capture: true });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-enhance=quote]");
    if (!button) return;
    const text = button.closest("article")?.querySelector(".prose");
    if (!text) return;
    event.preventDefault();
    const passage = event.detail === 0 ? getSelection().toString() : selected;
    const words = within(text, passage) ? passage : whole(text);
    const lines = words.trim().split("\n").map((line) => `> ${line}`.trimEnd());
    append(area, `${lines.join("\n")}\n>\n> ${button.dataset.source}\n\n`);
    area.scrollIntoView({ block: "center" });
  });
}

// Whether a passage comes from this text, and from no other.
function within(text, passage) {
  const bare = (words) => words.replace(/\s/g, "");
  return bare(passage) !== "" && bare(text.innerText).includes(bare(passage));
}

// Without what it quotes itself.
function whole(text) {
  const own = [...text.children].filter((part) => part.tagName !== "BLOCKQUOTE");
  return (own.length > 0 ? own : [text]).map((part) => part.innerText.trim()).join("\n\n");
}
