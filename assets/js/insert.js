// Words put into a field in a way that can be undone.

export function insert(area, words, from = area.selectionStart, to = area.selectionEnd) {
  area.focus();
  area.setSelectionRange(from, to);
  // The old command is the only one that leaves the change in the undo history.
  if (!document.execCommand("insertText", false, words)) {
    area.setRangeText(words, from, to, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

// Below what was typed, after an empty line.
export function append(area, words) {
  const typed = area.value.trimEnd();
  insert(area, (typed ? "\n\n" : "") + words, typed.length, area.value.length);
}

// A list or quotation begins after an empty line, or Markdown takes it for the paragraph before.
export function missingBreaks(before) {
  if (before === "" || before.endsWith("\n\n")) return "";
  return before.endsWith("\n") ? "\n" : "\n\n";
}
