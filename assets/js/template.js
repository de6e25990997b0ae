// Templates go into the field where it stands: the headings that it does not have yet, below what was typed.

import { append } from "./insert.js";

export function offerTemplates() {
  for (const button of document.querySelectorAll("[data-enhance=template]")) {
    button.addEventListener("click", (event) => {
      const area = button.form?.querySelector("textarea");
      if (!area) return;
      event.preventDefault();
      const lines = area.value.split("\n").map((line) => line.replace(/^\s*#+\s*/, "# ").trimEnd());
      const missing = button.dataset.headings.split("\n").filter((heading) => !lines.includes(`# ${heading}`));
      if (missing.length > 0) append(area, missing.map((heading) => `## ${heading}\n\n`).join("\n"));
    });
  }
}
