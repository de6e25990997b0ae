// A roster from Excel: refused with the row and the column, corrected, brought in, and taken back; and the present one kept.
// Of a long one it is seen how far it has come.

import assert from "node:assert/strict";

import { file, newcomer, refuseRoster, send } from "../lib/rosters.mjs";

export default { name: "bring a roster in", run };

async function run({ open, way }) {
  const visitor = await open("manager");
  const { page } = visitor;
  await visitor.goto("/admin");
  await visitor.clickLink("名簿の取り込みと書き出し");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Excel（xlsx）で書き出す" }).click(),
  ]);
  assert.match(download.suggestedFilename(), /^名簿_\d{4}-\d\d-\d\d\.xlsx$/);

  await refuseRoster(visitor);
  await visitor.seesText("見出しの行が見つかりません");

  await send(visitor, file(newcomer("熊谷"), newcomer("深谷市")));
  await visitor.seesText("直すところが1行あります");
  const row = page.locator("[data-id=line-2]");
  await visitor.sees(row.getByText("担当市町村"), "the column that is wrong");
  assert.equal(await page.getByRole("button", { name: "この内容で取り込む" }).count(), 0);

  await visitor.clickLink("直したファイルを送る");
  await send(visitor, file(newcomer("熊谷市"), newcomer("深谷市")));
  await visitor.seesText("まだ何も書き込んでいません");
  await visitor.seesText("取り込まない列：備考");
  await visitor.clickButton("この内容で取り込む");
  await visitor.seesText("名簿を取り込みました");
  const brought = page.url();
  await visitor.goto("/admin/invitations");
  await visitor.seesText("見本市医師会");

  await visitor.goto(brought);
  await visitor.clickButton("この取り込みを取り消す");
  await visitor.seesText("取り込みを取り消しました");

  if (way.scripts) await watchLongRoster(visitor);
}

// How far it has come is seen before the answer is there.
async function watchLongRoster(visitor) {
  await send(visitor, file(...Array.from({ length: 120 }, () => newcomer("熊谷市"))));
  const seen = visitor.page.waitForFunction(() => {
    const region = document.querySelector("[data-enhance=progress]:not([hidden])");
    return region && /コードを作っています/.test(region.textContent) && region.querySelector("progress").position > 0;
  });
  await Promise.all([seen, visitor.clickButton("この内容で取り込む")]);
  await visitor.seesText("名簿を取り込みました");
  await visitor.clickButton("この取り込みを取り消す");
}
