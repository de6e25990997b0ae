// A case with a name in it: read along while it is typed, shown with reasons, replaced one by one or at once, acknowledged;
// and a number that is none, which those who tend the room let pass.

import assert from "node:assert/strict";

import { demandNoOverflow } from "../lib/checks.mjs";

export default { name: "write a case that names somebody", run };

const NAMED = "利用者の佐藤花子様、利用者の山田太郎様、利用者の鈴木一郎様のことで相談です。";
const REPLACED = "利用者のＡ様、利用者のＢ様、利用者のＣ様のことで相談です。";
const NUMBER = "様式の例では、被保険者番号は0012345678です。";

async function run({ open, way }) {
  const writer = await open("coordinator");
  const { page } = writer;
  const title = `退院のあとの連絡（${way.name}）`;
  await writer.goto("/threads/new");
  await page.getByRole("radio", { name: /^全国/ }).check();
  await page.getByLabel("件名").fill(title);
  await page.getByLabel("本文").fill(NAMED);
  if (way.scripts) await readAlong(writer);

  // Nothing is posted, everything typed is there, and each finding says why.
  await page.getByLabel("本文").fill(NAMED);
  await writer.clickButton("投稿する", 422);
  await writer.seesText("まだ載っていません");
  await demandNoOverflow(page);
  assert.equal(await page.locator("mark.finding", { hasText: "佐藤花子様" }).count(), 2, "marked in place and in the list");
  assert.ok(await page.getByText(/^なぜ：/).count() >= 2, "each says why");
  assert.equal(await page.getByLabel("件名").inputValue(), title);

  await writer.clickButton("「Ｂ様」に置きかえる");
  assert.equal(await page.getByLabel("本文").inputValue(), NAMED.replace("山田太郎様", "Ｂ様"));
  await writer.clickButton("すべて置きかえる");
  assert.equal(await page.getByLabel("本文").inputValue(), REPLACED);
  await page.getByLabel("本文").fill(`${REPLACED}\nよろしくお願いします。`);
  await writer.clickButton("投稿する");
  await writer.sees(page.getByRole("heading", { level: 1, name: title }), "the discussion");
  await writer.seesText("よろしくお願いします。");
  const address = new URL(page.url()).pathname;

  // A warning that is none is acknowledged with a reason.
  await page.getByLabel("返信の内容").fill("司会の利用者会会長の佐藤花子様が、開会のあいさつをされます。患者の佐藤花子様ではありません。");
  await writer.clickButton("返信する", 422);
  await writer.clickButton("返信する", 422);
  await page.getByRole("radio", { name: "個人のことではありません" }).check();
  await writer.clickButton("返信する");
  assert.equal(new URL(page.url()).pathname, address);
  await writer.seesText("開会のあいさつ");

  await dispute(writer, await open("manager"), way);
}

// The notes come by themselves, and their button replaces in the field.
async function readAlong(writer) {
  const { page } = writer;
  const notes = page.locator(".guard-notes[data-field=body]");
  await writer.sees(notes.getByText("佐藤花子様"), "what was found while typing");
  await demandNoOverflow(page);
  await notes.getByRole("button", { name: "「Ａ様」に置きかえる" }).click();
  assert.equal(await page.getByLabel("本文").inputValue(), NAMED.replace("佐藤花子様", "Ａ様"));
  await writer.sees(notes.getByText("山田太郎様"), "what is left");
  await page.getByLabel("本文").fill("利用者のＡ様のことで相談です。");
  await notes.waitFor({ state: "hidden" });
}

async function dispute(writer, manager, way) {
  const { page } = writer;
  const title = `様式の番号（${way.name}）`;
  await writer.goto("/threads/new");
  await page.getByRole("radio", { name: /^埼玉県/ }).check();
  await page.getByLabel("件名").fill(title);
  await page.getByLabel("本文").fill(NUMBER);
  await writer.clickButton("投稿する", 422);
  await demandNoOverflow(page);
  assert.equal(await page.getByRole("radio").count(), 0, "a block cannot be acknowledged");
  await page.getByLabel("個人情報ではない理由").fill("様式の見本にある、架空の番号です。");
  await writer.clickButton("個人情報ではないので確認してほしい");
  await writer.seesText("確認をお願いしました");
  await demandNoOverflow(page);

  await manager.goto("/");
  await manager.clickLink(/^確認を待っている投稿/);
  await manager.page.locator("main li[data-id] a").last().click();
  await manager.seesText(title);
  await manager.seesText("架空の番号です。");
  await demandNoOverflow(manager.page);
  await manager.clickButton("このまま載せる");
  await manager.seesText("投稿した方の名前で載せました");

  await writer.goto("/me/disputes");
  await writer.clickLink("投稿を見る");
  await writer.sees(page.getByRole("heading", { level: 1, name: title }), "the discussion that was released");
}
