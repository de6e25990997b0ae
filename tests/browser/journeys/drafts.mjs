// A text put aside and taken up again, and discussions of the past shown before a new one is posted.

import assert from "node:assert/strict";

import { demandNoOverflow } from "../lib/checks.mjs";

export default { name: "put a text aside", run };

const BODY = "書きかけです。\n\n- 一つめ\n- 二つめ";

async function run({ open, way }) {
  const title = `入退院支援ルールの見直しについて（${way.name}）`;
  const writer = await open("coordinator");
  const { page } = writer;
  await writer.goto("/threads/new");
  await page.getByRole("radio", { name: /^全国/ }).check();
  await page.getByLabel("本文").fill(BODY);
  await page.getByLabel("件名").fill(title);
  await similar(writer, way);
  assert.equal(await page.getByLabel("本文").inputValue(), BODY, "what was typed stays while others are looked for");
  assert.equal(new URL(page.url()).search, "", "nothing typed stands in the address");
  await demandNoOverflow(page);

  await writer.clickButton("下書き保存");
  assert.match(page.url(), /\/me\/drafts\/\d+$/);
  const address = new URL(page.url()).pathname;
  assert.equal(await page.getByLabel("本文").inputValue(), BODY, "the draft shows the text");
  await demandNoOverflow(page);
  await writer.goto("/");
  await writer.clickLink("下書きを見る");
  await writer.clickLink(title);
  await writer.clickLink("続きを書く");
  assert.equal(await page.getByLabel("件名").inputValue(), title);
  assert.equal(await page.getByLabel("本文").inputValue(), BODY);
  assert.ok(await page.getByRole("radio", { name: /^全国/ }).isChecked(), "what was chosen is kept");

  await writer.clickButton("投稿する");
  await writer.sees(page.getByRole("heading", { level: 1, name: title }), "the discussion");
  await writer.goto(address, 404);

  // A reply is put aside in the same way, and may be thrown away.
  const peer = await open("officer");
  await peer.goto("/threads?sort=new");
  await peer.clickLink(title);
  await peer.page.getByLabel("返信の内容").fill("これも書きかけです。");
  await peer.clickButton("下書き保存");
  await peer.clickLink("続きを書く");
  assert.match(peer.page.url(), /\?draft=\d+#reply-form$/);
  assert.equal(await peer.page.getByLabel("返信の内容").inputValue(), "これも書きかけです。");
  await peer.page.goBack();
  await peer.clickButton("この下書きを捨てる");
  assert.equal(await peer.link("これも書きかけです。").count(), 0, "it is gone");
}

// Beside the title as one types with scripts, on the next page without.
async function similar(writer, way) {
  if (!way.scripts) await writer.clickButton("似た相談をさがす");
  await writer.sees(writer.page.getByRole("heading", { name: "似た相談があります" }), "similar discussions");
}
