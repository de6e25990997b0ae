// 「医師会にいて、入退院支援に詳しい人」を、ホームから三つのページで見つけ、その人に相談する。

import assert from "node:assert/strict";

import { demandNoOverflow } from "../lib/checks.mjs";
import { choose } from "../lib/filters.mjs";

export default { name: "find a peer", run };

const ME = "見本 花子";

async function run({ open }) {
  const visitor = await open("coordinator");
  const { page } = visitor;
  await findLikeMine(visitor);
  await visitor.goto("/");
  await demandNoOverflow(page);

  const loads = await visitor.countLoads(async () => {
    await visitor.clickLink("仲間をさがす");
    await choose(visitor, /^郡市区医師会/);
    await choose(visitor, /^入退院支援ルール/);
  });
  assert.ok(loads <= 3, `${loads} pages were loaded`);
  await demandNoOverflow(page);

  const rows = page.getByRole("main").locator("li[data-id]");
  const total = Number(await page.locator("[data-total]").first().getAttribute("data-total"));
  assert.ok(total > 0, "nobody was found");
  assert.equal(await rows.count(), Math.min(total, 20), "rows and total");
  for (const row of await rows.all()) {
    assert.match(await row.innerText(), /郡市区医師会[^]*入退院支援ルール/, "every row shows what was asked for");
  }
  assert.match(await rows.first().innerText(), /同じ|あなた/, "the nearest stand first, with the reason");

  const peer = rows.filter({ hasNotText: ME }).first().getByRole("link").first();
  const name = (await peer.innerText()).trim();
  await visitor.follow(() => peer.click());
  await visitor.sees(page.getByRole("heading", { level: 1, name }), `the profile of ${name}`);
  await demandNoOverflow(page);

  await visitor.clickLink(/この方に相談する/);
  await visitor.sees(page.getByRole("heading", { level: 1, name: "相談する" }));
  await visitor.seesText(`${name}さんに読んでほしい相談`);
  assert.equal(await page.getByRole("radio", { name: /人/, checked: true }).count(), 1, "a room is suggested");
  await demandNoOverflow(page);
}

// 「うちに似たまちの人」を、どのページからでも二つのページで。
async function findLikeMine(visitor) {
  const { page } = visitor;
  await visitor.goto("/rooms");
  const loads = await visitor.countLoads(async () => {
    await visitor.clickLink("仲間をさがす");
    await choose(visitor, /^担当する市町村（.*）に似た自治体/);
  });
  assert.ok(loads <= 3, `${loads} pages were loaded`);
  await demandNoOverflow(page);
  const rows = page.getByRole("main").locator("li[data-id]");
  assert.ok((await rows.count()) > 0, "nobody serves a town like mine");
  for (const row of await rows.all()) {
    const text = await row.innerText();
    if (!text.includes(ME)) assert.match(text, /に似ている（.+）/, "every row says why it is there");
  }
}
