// Search, read and answer with the keyboard alone; wherever the focus goes, it can be seen.

import assert from "node:assert/strict";

import { focused } from "../lib/checks.mjs";

export default { name: "search, read and answer with the keyboard alone", run };

const MOST_STOPS = 150;

async function run({ open }) {
  const visitor = await open("officer");
  const { page } = visitor;
  await visitor.goto("/");

  await page.keyboard.press("Tab");
  assert.equal((await focused(page)).text, "本文へ進む", "the first stop leads past the header");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.localName), "main");

  await visitor.goto("/");
  await tabTo(page, "input[type=search]");
  await page.keyboard.type("退院");
  await visitor.follow(() => page.keyboard.press("Enter"));

  await tabTo(page, "main li[data-id^=thread-] a");
  await visitor.follow(() => page.keyboard.press("Enter"));
  await tabTo(page, "textarea");
  await page.keyboard.type("キーボードだけで返信しています。");
  await tabTo(page, "button.primary");
  await visitor.follow(() => page.keyboard.press("Enter"));
  await visitor.seesText("キーボードだけで返信しています。");
}

// Presses Tab until something of this kind has the focus; every stop on the way must be visible.
async function tabTo(page, selector) {
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    await page.keyboard.press("Tab");
    const here = await focused(page);
    assert.ok(here.visible, `the focus cannot be seen on ${here.tag} 「${here.text}」 of ${page.url()}`);
    assert.ok(here.inView, `the focus is out of view on ${here.tag} 「${here.text}」 of ${page.url()}`);
    if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
  }
  assert.fail(`${selector} was not reached within ${MOST_STOPS} stops on ${page.url()}`);
}
