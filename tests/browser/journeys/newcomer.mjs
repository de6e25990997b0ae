// Ten questions of somebody who has just begun: asked in a newcomer's words, and found in one or two tries.

import assert from "node:assert/strict";

export default { name: "ten questions of a newcomer", run };

// What is typed at first, what is typed if that does not help, and the discussion that answers.
const QUESTIONS = [
  ["着任したばかり 何から始める", "4月から一人", "最初の3か月"],
  ["引き継ぎ書に何を書く", "引継書", "引継書に入れる項目"],
  ["退院カンファにケアマネが呼ばれない", "退院前カンファ", "ケアマネが呼ばれない"],
  ["夜や休みの日の連絡先", "夜間 休日 連絡先", "夜間・休日の連絡先"],
  ["身寄りがない人の入院", "身寄りなし 入院", "身寄りのない方の入院"],
  ["訪看の空き", "訪問看護 空き状況", "訪看の空き状況"],
  ["じんせいかいぎ 講座", "ACP 講座", "住民講座"],
  ["停電のとき人工呼吸器の人", "停電 呼吸器", "人工呼吸器"],
  ["相談記録の様式", "相談 記録 分類", "相談記録の様式"],
  ["薬剤師さんに会議に来てほしい", "薬局 担当者会議", "薬局さんを担当者会議"],
];
// A newcomer does not read further.
const FIRST = 5;

async function run({ open }) {
  const visitor = await open("coordinator");
  await visitor.goto("/");
  const lost = [];
  for (const [first, second, title] of QUESTIONS) {
    const found = (await finds(visitor, first, title)) || (await finds(visitor, second, title));
    if (!found) lost.push(first);
  }
  assert.deepEqual(lost, [], "not found in two tries");
}

async function finds(visitor, words, title) {
  const banner = visitor.page.getByRole("banner");
  await banner.getByRole("searchbox", { name: "相談と人をさがす" }).fill(words);
  await visitor.follow(() => banner.getByRole("button", { name: "検索する" }).click());
  const titles = await visitor.page.getByRole("main").locator("li[data-id^=thread-] .row-title").allTextContents();
  return titles.slice(0, FIRST).some((text) => text.includes(title));
}
