// Buttons that write Markdown, in front of the next text area of their form.

import { insert, missingBreaks } from "./insert.js";
import { previewButton } from "./preview.js";

const TOOLS = [
  ["太字", "太字にする", (selected) => wrap(selected || "太字", "**", "**")],
  ["箇条書き", "箇条書きにする", (selected) => lines(selected || "項目", "- ")],
  ["引用", "引用にする", (selected) => lines(selected || "引用", "> ")],
  ["リンク", "リンクを入れる", (selected) => link(selected)],
];

export function addToolbars() {
  for (const toolbar of document.querySelectorAll("[data-enhance=toolbar]")) fill(toolbar);
}

function fill(toolbar) {
  const areas = [...(toolbar.closest("form")?.querySelectorAll("textarea") ?? [])];
  const area = areas.find((area) => toolbar.compareDocumentPosition(area) & Node.DOCUMENT_POSITION_FOLLOWING);
  if (!area) return;
  for (const [text, label, change] of TOOLS) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = text;
    button.title = label;
    button.addEventListener("click", () => replace(area, change));
    toolbar.append(button);
  }
  toolbar.append(previewButton(area));
  toolbar.setAttribute("role", "group");
  toolbar.setAttribute("aria-label", "文章の書式");
  area.before(toolbar);
  toolbar.hidden = false;
}

// A change is the new text and which part of it is selected afterwards.
function wrap(selected, before, after) {
  return { text: before + selected + after, from: before.length, to: before.length + selected.length };
}

function lines(selected, mark) {
  const text = selected.split("\n").map((line) => mark + line).join("\n");
  return { text, from: mark.length, to: text.length, ownLine: true };
}

function link(selected) {
  const words = selected || "リンクの名前";
  const text = `[${words}](https://)`;
  return { text, from: text.length - 1, to: text.length - 1 };
}

function replace(area, change) {
  const { selectionStart: start, selectionEnd: end, value } = area;
  const { text, from, to, ownLine } = change(value.slice(start, end));
  const lead = ownLine ? missingBreaks(value.slice(0, start)) : "";
  insert(area, lead + text, start, end);
  area.setSelectionRange(start + lead.length + from, start + lead.length + to);
}
