// April: a manager deals with the turn of the year, a successor comes by the letter, finds what was left, writes on the
// note of the seat, and one day gives up the account.

import assert from "node:assert/strict";

import { demandNoOverflow } from "../lib/checks.mjs";
import { choose, lines } from "../lib/handover.mjs";
import { letterTo, pathIn } from "../lib/letters.mjs";

export default { name: "April handover end to end", run };

const PASSWORD = "四月から新しい町で働きはじめます。";

async function run({ open, way, site }) {
  await newcomer(await open("newcomer"));

  const email = `kounin-${way.width}-${way.scripts ? "s" : "n"}@example.jp`;
  const manager = await open("manager");
  await manager.goto("/admin");
  await manager.clickLink("年度替わり");
  await demandNoOverflow(manager.page);
  const line = lines(manager.page).nth(0);
  const before = await line.locator(".row-title").innerText();
  const today = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10);
  await choose(line, "退任して、後任の方を招待する", { day: today, email, name: "後任 花" });
  await manager.clickButton("内容を確かめる");
  await demandNoOverflow(manager.page);
  await manager.seesText("まだ何も登録していません");
  await manager.seesText(email);
  await manager.clickButton("戻って直す");
  assert.equal(await lines(manager.page).nth(0).getByLabel("後任の方のメールアドレス").inputValue(), email, "what was typed is kept");
  await manager.clickButton("内容を確かめる");
  await manager.clickButton("この内容で登録する");
  await manager.seesText("年度替わりの内容を登録しました");

  const successor = await open();
  const { page } = successor;
  await successor.goto(pathIn(await letterTo(site, email), "/invitations/"));
  await successor.seesText("（後任として）");
  assert.equal(await page.getByLabel("氏名").inputValue(), "後任 花");
  await page.getByLabel("よみ").fill("こうにん はな");
  await page.getByLabel("パスワード").fill(PASSWORD);
  for (const box of await page.getByRole("checkbox").all()) await box.check();
  await successor.clickButton("登録する");
  await successor.fillSignIn(email, PASSWORD);
  await successor.clickButton("サインイン");
  await successor.goto("/");
  await successor.clickLink("引継ぎを見る");
  await demandNoOverflow(page);
  await successor.seesText(before.trim());
  await successor.clickLink("引継ぎ書を書く");
  await successor.clickLink("ポストの記録から、はじめの文章をつくる");
  const field = page.locator("textarea[name=body]");
  const first = await field.inputValue();
  assert.match(first, /# 担当する市町村\n\n- /);
  await field.fill(`${first}\n会議は、毎月の第三水曜です。\n`);
  await successor.clickButton("引継ぎ書を保存する");
  await successor.seesText("引継ぎ書を保存しました");
  await successor.seesText("会議は、毎月の第三水曜です。");
  await demandNoOverflow(page);

  await successor.goto("/me/leaving");
  await demandNoOverflow(page);
  await page.getByLabel("いまのパスワード").fill(PASSWORD);
  await page.getByRole("checkbox", { name: /元に戻せないこと/ }).check();
  await successor.clickButton("退会する");
  await successor.seesText("退会の手続きが終わりました");
  await successor.goto("/threads");
  assert.match(page.url(), /\/sign-in/);
}

// Somebody who began lately takes over what was followed, and reads the note.
async function newcomer(visitor) {
  await visitor.goto("/");
  await visitor.clickLink("引継ぎを見る");
  await demandNoOverflow(visitor.page);
  await visitor.sees(visitor.heading("前任の方"), "who was there before");
  await visitor.clickButton("すべて引き継ぐ");
  await visitor.seesText("引き継ぎました");
  const followed = visitor.page.locator("main li[data-id^='thread-']").filter({ hasText: "あなた：" });
  assert.ok(await followed.count() > 0, "what was followed is followed now");
  await visitor.clickLink("引継ぎ書を読む");
  await visitor.sees(visitor.heading("毎月の会議"), "the note");
  // Addresses have become titles.
  const titles = await visitor.page.locator("article a[href^='/threads/']").allInnerTexts();
  assert.ok(titles.length > 0 && titles.some((title) => !title.startsWith("/threads/")), titles.join(", "));
  await demandNoOverflow(visitor.page);
}
