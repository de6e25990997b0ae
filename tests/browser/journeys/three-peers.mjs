// Somebody who has just begun finds three peers, by words, by filters and by towns like their own, and then one who is
// suggested, and can say of each why they are there.

import assert from "node:assert/strict";

import { demandNoOverflow } from "../lib/checks.mjs";
import { choose } from "../lib/filters.mjs";

export default { name: "a newcomer finds three peers and says why", run };

const ROWS = "li[data-id]:not([data-id^=thread-])";

async function run({ open }) {
  const visitor = await open("newcomer");
  const { page } = visitor;
  const met = [];

  // By words: whoever has taken on the theme.
  await visitor.goto("/");
  const banner = page.getByRole("banner");
  await banner.getByRole("searchbox", { name: "相談と人をさがす" }).fill("入退院支援");
  await visitor.follow(() => banner.getByRole("button", { name: "検索する" }).click());
  await visitor.clickLink(/^仲間\s*[0-9]+人/);
  await meet(visitor, met, /テーマ：入退院支援/);

  // By words for a place, in which the search understands what the directory understands.
  await banner.getByRole("searchbox", { name: "相談と人をさがす" }).fill("熊谷市の近く");
  await visitor.follow(() => banner.getByRole("button", { name: "検索する" }).click());
  await visitor.clickLink(/^仲間\s*[0-9]+人/);
  await meet(visitor, met, /熊谷市を担当|熊谷市のとなり|熊谷市と同じ医療圏/);

  // By filters.
  await visitor.clickLink("仲間をさがす");
  await choose(visitor, /^訪問看護ステーション/);
  await meet(visitor, met, /訪問看護ステーション/);

  // By towns like one's own.
  await visitor.clickLink("仲間をさがす");
  await choose(visitor, /^.+に似た自治体/);
  await meet(visitor, met, /に似ている（.+）/);

  // By a suggestion on one's own page.
  await visitor.goto("/me/profile");
  await visitor.clickLink("編集をやめる");
  await visitor.seesText("近い立場の方");
  await meet(visitor, met, /の相談を受けられる方|に似た.+を担当|同じく/);

  assert.equal(new Set(met).size, 5, `${met.join("、")} are five people`);
}

// Demands that every row says why it is there, and opens the page of the first person who has not been met.
async function meet(visitor, met, why) {
  const { page } = visitor;
  await demandNoOverflow(page);
  const rows = page.getByRole("main").locator(ROWS);
  const strangers = [];
  for (const row of await rows.all()) {
    const text = await row.innerText();
    if (text.includes("見本 新")) continue;
    assert.match(text, why, "every row says why it is there");
    const link = row.locator(".row-title").getByRole("link").first();
    const name = (await link.locator(".person-name").innerText()).trim();
    if (!met.includes(name)) strangers.push({ link, name });
  }
  assert.ok(strangers.length > 0, `nobody new is found at ${page.url()}`);
  const [{ link, name }] = strangers;
  await visitor.follow(() => link.click());
  await visitor.sees(page.getByRole("heading", { level: 1, name }), `the profile of ${name}`);
  await demandNoOverflow(page);
  met.push(name);
}
