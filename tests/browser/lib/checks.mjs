// What must hold on every page.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

// Put into pages by the browser itself, so that it works under the page's own content security policy.
export async function bringAxe(context) {
  await context.addInitScript({ content: readFileSync(AXE, "utf8") });
}

// Violations as lines; none is what we want.
export async function violations(page) {
  const found = await page.evaluate(
    (tags) => globalThis.axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] }),
    TAGS,
  );
  return found.violations.flatMap(({ id, impact, nodes }) =>
    nodes.slice(0, 4).map((node) => `axe ${impact} ${id}: ${node.target.join(" ")} · ${firstLine(node.failureSummary)}`));
}

function firstLine(summary = "") {
  return summary.split("\n").slice(1, 3).map((line) => line.trim()).join("; ");
}

// Elements that make the page wider than the window.
export async function overflow(page) {
  return page.evaluate(() => {
    const width = window.innerWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const wide = [...document.querySelectorAll("body *")].filter((element) => {
      const scrolls = element.parentElement.closest(".table-wrap, pre");
      return !scrolls && element.getBoundingClientRect().right > width + 1;
    });
    const name = (element) => `${element.localName}.${[...element.classList].join(".")} ${element.textContent.trim().slice(0, 30)}`;
    return [`wider than ${width} px: ${document.documentElement.scrollWidth}`, ...wide.slice(0, 4).map(name)];
  });
}

// On paper a grid loses what lies beyond the end of a sheet, so nothing as long as one may be a grid.
export async function unbreakable(page) {
  return page.evaluate(() => [...document.querySelectorAll("main, main *")]
    .filter((element) => /grid|flex/.test(getComputedStyle(element).display) && element.offsetHeight > 900)
    .map((element) => `longer than a sheet and in one piece: ${element.localName}.${[...element.classList].join(".")}`));
}

export async function demandNoOverflow(page) {
  assert.deepEqual(await overflow(page), [], `horizontal scrolling at ${page.url()}`);
}

// Whether the focused element shows that it has the focus.
export async function focused(page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    return {
      text: (element.innerText || element.value || element.getAttribute("aria-label") || element.name || "").trim(),
      tag: element.localName,
      visible: (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2) || boxShadow !== "none",
      inView: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    };
  });
}
