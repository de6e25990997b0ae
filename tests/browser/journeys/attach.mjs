// Files with a question: read first, one taken off, the rest posted with Enter, opened and downloaded by whoever reads it.

import assert from "node:assert/strict";

import { readFilesFirst } from "../lib/files.mjs";

export default { name: "attach files", run };

async function run({ open }) {
  const visitor = await open("officer");
  const { page } = visitor;
  await readFilesFirst(visitor);
  await visitor.sees(page.getByText("画面の写し.png").first(), "the picture in the list of the form");
  assert.equal(await page.getByLabel("件名").inputValue(), "様式を見てください");
  await visitor.clickButton(/^外す.*画面の写し/);
  assert.equal(await page.getByText("画面の写し.png").count(), 0, "the picture is off the form");
  assert.equal(await page.getByLabel("件名").inputValue(), "様式を見てください");

  // Enter in a field of one line sends the form, and takes nothing off it.
  await page.getByLabel("件名").focus();
  await Promise.all([page.waitForURL(/\/threads\/\d+/), page.keyboard.press("Enter")]);
  await visitor.sees(page.getByText("手引き.txt").first(), "the file under the text");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: /^ダウンロード.*手引き/ }).click(),
  ]);
  assert.equal(download.suggestedFilename(), "手引き.txt");
  await visitor.clickLink(/^文字だけ読む.*手引き/);
  await visitor.sees(page.getByText("退院の前に、家の中を一緒に見ておきます。"), "the text of the file");
}
