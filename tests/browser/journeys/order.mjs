// A reader reports a reply with one click and it is gone; who answers for the room looks at it, erases what told too much and
// shows the rest again; the author reads why; and a discussion is parted and put together again.

import assert from "node:assert/strict";

import { demandNoOverflow } from "../lib/checks.mjs";
import { answer, begin, decide, report } from "../lib/order.mjs";

export default { name: "keep order in a room", run };

async function run({ open, way }) {
  const thread = await begin(open, `退院のあとの連絡（${way.name}）`);
  // One reader hides three texts a day, so two readers share the four ways.
  const [officer, manager] = [await open(way.width > 400 ? "officer" : "bureau"), await open("manager")];
  await report(officer, thread);
  await officer.seesText("表示を止めました");
  await officer.seesText("担当者が確認するまで");
  assert.equal(await officer.page.getByText("こちらの名前が気になる").count(), 0, "nobody reads it any more");
  await demandNoOverflow(officer.page);

  await manager.goto("/");
  await manager.clickLink(/^判断を待っている知らせ/);
  await demandNoOverflow(manager.page);
  await manager.follow(() => manager.page.locator("main li[data-id] a").last().click());
  await manager.seesText("こちらの名前が気になる返信です。");
  await demandNoOverflow(manager.page);
  await erase(manager);
  await decide(manager, "表示を元に戻す");
  await manager.seesText("投稿を表示しています");

  await officer.goto(thread);
  await officer.seesText("が気になる返信です。");
  assert.equal(await officer.page.getByText("こちらの名前").count(), 0, "what told too much is gone");
  const author = await open("coordinator");
  await author.goto("/me/acts");
  await author.sees(author.page.locator("li.row", { hasText: "投稿の表示を元に戻した" }), "what was done");
  await author.seesText("お名前にあたるところを直してください。");
  await demandNoOverflow(author.page);
  await officer.goto("/log");
  await officer.sees(officer.page.locator("li.row", { hasText: "これまでの版も含めて消した" }), "what was done");
  await demandNoOverflow(officer.page);
  await part(author, manager, thread, way);
}

async function erase(manager) {
  const { page } = manager;
  await manager.clickLink("一部や添付ファイルを消す");
  await page.getByLabel("消す文章").fill("こちらの名前");
  await page.getByLabel(/^理由/).selectOption("personal");
  await page.getByLabel("投稿した方へのひとこと").fill("お名前にあたるところを消しました。");
  await manager.clickButton("消すところを確かめる");
  await manager.seesText("投稿の文章");
  await demandNoOverflow(page);
  await manager.clickButton("すべて消す");
  await manager.seesText("消しました。投稿した方に");
}

async function part(author, manager, thread, way) {
  await author.goto(thread);
  await answer(author, "ところで、別の話題です。");
  await manager.goto(thread);
  await manager.clickLink("返信を別の相談に分ける");
  await manager.page.getByRole("checkbox", { name: /別の話題です/ }).check();
  await manager.page.getByLabel("新しい件名").fill(`別の話題（${way.name}）`);
  await demandNoOverflow(manager.page);
  await manager.clickButton("別の相談に分ける");
  await manager.seesText("別の相談に分けました");
  const parted = new URL(manager.page.url()).pathname;
  assert.notEqual(parted, thread);
  await manager.clickLink("同じ話題の相談とまとめる");
  await manager.page.getByLabel("まとめる先の相談のアドレス").fill(new URL(thread, manager.page.url()).href);
  await manager.clickButton("まとめる");
  await manager.seesText("ひとつにまとめました");
  await manager.seesText(`もとの件名：別の話題（${way.name}）`);
  // The old address still leads there.
  await author.goto(parted);
  assert.equal(new URL(author.page.url()).pathname, thread);
}
