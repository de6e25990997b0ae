// What a seat hands on, and the turn of the year, brought into states that a check wants to look at.

import assert from "node:assert/strict";

import { firstLink } from "./states.mjs";

// The seat that the newcomer has come to.
export async function seat(visitor) {
  return firstLink(visitor, "/me/handover", "main h2 a[href^='/seats/']");
}

export async function readNote(visitor) {
  await visitor.goto("/me/handover");
  await visitor.clickLink("引継ぎ書を読む");
}

export async function beginNote(visitor) {
  await visitor.goto(`${await seat(visitor)}/note/edit`);
  await visitor.clickLink("ポストの記録から、はじめの文章をつくる");
  assert.match(await visitor.page.locator("textarea[name=body]").inputValue(), /# 担当する市町村/);
}

// As if another holder of the seat had been faster.
export async function overtakenNote(visitor) {
  const { page } = visitor;
  await visitor.goto(`${await seat(visitor)}/note/edit`);
  const other = await page.context().newPage();
  await other.goto(page.url());
  await save(other, `先に保存した文章です（${Date.now()}）。`);
  await other.close();
  await page.locator("textarea[name=body]").fill("あとから書いた文章です。");
  await visitor.clickButton("引継ぎ書を保存する", 409);
}

async function save(page, text) {
  await page.locator("textarea[name=body]").fill(text);
  await Promise.all([page.waitForNavigation(), page.getByRole("button", { name: "引継ぎ書を保存する" }).click()]);
}

// The lines of the turn of the year, without those whom other checks sign in as.
export function lines(page) {
  return page.locator("main li[data-id]").filter({ hasNotText: /見本 (花子|太郎|新)/ });
}

export async function choose(line, what, { day, email, name } = {}) {
  await line.locator("select[name=what]").selectOption({ label: what });
  const fold = line.locator("details:not([open]) > summary");
  if (await fold.count() > 0) await fold.click();
  if (day) await line.getByLabel("退任日").fill(day);
  if (email) await line.getByLabel("後任の方のメールアドレス").fill(email);
  if (name) await line.getByLabel(/^後任の方の氏名/).fill(name);
}

export async function refuseTurnover(visitor) {
  await visitor.goto("/admin/turnover");
  await choose(lines(visitor.page).nth(0), "退任して、後任の方を招待する", { email: "アドレスではない" });
  await visitor.clickButton("内容を確かめる", 422);
}

export async function previewTurnover(visitor) {
  await visitor.goto("/admin/turnover");
  await choose(lines(visitor.page).nth(0), "続ける");
  await choose(lines(visitor.page).nth(1), "退任する");
  await choose(lines(visitor.page).nth(2), "退任して、後任の方を招待する", { email: "someone@example.jp", name: "後任 花" });
  await visitor.clickButton("内容を確かめる");
}

export async function successorForm(visitor) {
  await visitor.goto("/admin/turnover");
  const href = await lines(visitor.page).nth(3).locator("a[href^='/seats/']").getAttribute("href");
  return `/admin${href}/successor`;
}

export async function refuseSuccessor(visitor) {
  await visitor.goto(await successorForm(visitor));
  await visitor.page.getByLabel("後任の方のメールアドレス").fill("アドレスではない");
  await visitor.clickButton("招待を送る", 422);
}

export async function refuseLeaving(visitor) {
  await visitor.goto("/me/leaving");
  await visitor.clickButton("退会する", 422);
}
