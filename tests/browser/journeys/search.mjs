// What was asked before: the box on every page, ranked and marked hits, the reply that matched; and a way on from nothing.

import assert from "node:assert/strict";

import { demandNoOverflow } from "../lib/checks.mjs";

export default { name: "search past discussions", run };

const NOWHERE = "qzxwvkjq";

async function run({ open, way }) {
  const visitor = await open("coordinator");
  const { page } = visitor;
  await visitor.goto("/rooms");
  if (way.scripts) await openWhileTyping(visitor);

  const loads = await visitor.countLoads(() => look(visitor, "退院"));
  assert.equal(loads, 1, "one page load to the results");
  await demandNoOverflow(page);
  const hits = page.getByRole("main").locator("li[data-id^=thread-]");
  const total = Number(await page.locator("[data-total]").first().getAttribute("data-total"));
  assert.ok(total > 0 && (await hits.count()) > 0, "nothing was found");
  assert.ok((await page.locator("main mark").count()) > 0, "nothing is marked");
  assert.equal(await box(page).inputValue(), "退院", "the words stay in the box");
  await visitor.sees(page.getByRole("main").getByText(new RegExp(`${total}\\s*件`)), `the number of hits, ${total}`);

  const toReply = hits.locator("a[href*='#reply-']").first();
  assert.ok((await toReply.count()) > 0, "no hit leads to a reply");
  await visitor.follow(() => toReply.click());
  const { hash } = new URL(page.url());
  assert.match(hash, /^#reply-\d+$/);
  await visitor.sees(page.locator(hash), "the reply that matched");
  assert.ok(await isInView(page, hash), "the reply that matched is in view");

  await look(visitor, NOWHERE);
  await demandNoOverflow(page);
  assert.equal(await page.locator("[data-total]").first().getAttribute("data-total"), "0");
  await visitor.clickLink(/この内容で相談する/);
  await visitor.sees(page.getByRole("heading", { level: 1, name: "相談する" }));
  const carried = [await page.getByLabel("件名").inputValue(), await page.getByLabel("本文").inputValue()];
  assert.ok(carried.join().includes(NOWHERE), "the words are carried over");
}

// A town by its reading, with the keyboard alone.
async function openWhileTyping(visitor) {
  const { page } = visitor;
  await box(page).pressSequentially("くまがや");
  const choices = page.getByRole("listbox", { name: "検索の候補" });
  const town = choices.getByRole("option", { name: "熊谷市（埼玉県）" });
  await visitor.sees(town, "the town that is called so");
  await demandNoOverflow(page);
  await box(page).press("Escape");
  await choices.waitFor({ state: "hidden" });
  await box(page).press("Backspace");
  await visitor.sees(choices.getByRole("option").first(), "the list again");
  await box(page).press("ArrowDown");
  await visitor.follow(() => box(page).press("Enter"));
  assert.match(new URL(page.url()).pathname, /^\/municipalities\/\d{5}$/);
}

function box(page) {
  return page.getByRole("banner").getByRole("searchbox", { name: "相談と人をさがす" });
}

async function look(visitor, words) {
  await box(visitor.page).fill(words);
  await visitor.follow(() => visitor.page.getByRole("banner").getByRole("button", { name: "検索する" }).click());
}

function isInView(page, selector) {
  return page.locator(selector).evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return bottom > 0 && top < window.innerHeight;
  });
}
