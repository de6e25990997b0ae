// The operator's first minutes: an empty site prints an address, which works once.

import assert from "node:assert/strict";

import { bringAxe, demandNoOverflow, violations } from "../lib/checks.mjs";
import { startEmpty } from "../lib/site.mjs";

export default { name: "set up an empty site", run };

const FOUNDER = { 氏名: "見本 始", よみ: "みほん はじめ", メールアドレス: "founder@example.jp", 所属機関: "見本県庁" };
const PASSWORD = "はじめての長い合言葉を決めました";

async function run({ open }) {
  const site = await startEmpty();
  try {
    await settleIn(await open(undefined, { site, scripts: true, prepare: bringAxe }));
  } finally {
    assert.equal(await site.stop(), "");
  }
}

async function settleIn(visitor) {
  const { page, site } = visitor;
  const path = new URL(site.setUpAddress()).pathname;
  await visitor.goto(path);
  await good(page);

  for (const [label, words] of Object.entries(FOUNDER)) await field(page, label).fill(words);
  await page.getByLabel("所属区分").selectOption({ label: "都道府県" });
  await visitor.clickButton("登録する", 422);
  await good(page);
  assert.equal(await field(page, "所属機関").inputValue(), FOUNDER.所属機関, "what was typed is kept");

  await page.getByLabel("パスワード").fill(PASSWORD);
  await page.getByLabel("所属機関のある市区町村のコード").fill("１１１００");
  await visitor.clickButton("登録する");
  await good(page);
  await visitor.goto(path, 404);

  await visitor.goto("/sign-in");
  await visitor.fillSignIn(FOUNDER.メールアドレス, PASSWORD);
  await visitor.clickButton("サインイン");
  await visitor.sees(visitor.link("仲間をさがす"), "the home of the first administrator");
}

// 所属機関 begins another label too: 所属機関のある市区町村のコード.
function field(page, label) {
  return page.getByLabel(new RegExp(`^\\s*${label}(?!の)`));
}

async function good(page) {
  assert.deepEqual(await violations(page), []);
  await demandNoOverflow(page);
}
