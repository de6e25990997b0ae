// Those who were invited and have not come, and the letters that they get.

import assert from "node:assert/strict";

let invited = 0;

// Invites somebody whom nobody has invited before.
async function invite(visitor, organisation) {
  invited += 1;
  const email = `invited-${invited}@example.jp`;
  await visitor.goto("/admin/invitations/new");
  const { page } = visitor;
  await page.getByLabel("招待する方のメールアドレス").fill(email);
  await page.getByLabel("所属機関の名称").fill(organisation);
  await page.getByLabel("所属区分").selectOption("medical-association");
  await page.getByLabel("所属機関のある市区町村").fill("埼玉県熊谷市");
  await page.getByLabel("事務所の電話番号").fill("048-000-0000");
  await page.getByLabel("役職").fill("在宅医療・介護連携コーディネーター");
  await page.getByLabel("配置形態").selectOption("direct");
  await page.getByLabel("担当する市町村").fill("埼玉県熊谷市、埼玉県深谷市");
  await visitor.clickButton("招待を送る");
  return email;
}

// The list with boxes to tick.
export async function openInvitations(visitor) {
  await invite(visitor, "熊谷市医師会");
  await visitor.goto("/admin/invitations?state=open&whose=charge");
}

// Two of the list, before anything is sent.
export async function chooseAnew(visitor) {
  const emails = [await invite(visitor, "熊谷市医師会"), await invite(visitor, "深谷寄居医師会")];
  await visitor.goto("/admin/invitations?state=open");
  for (const email of emails) await visitor.page.getByLabel(`招待し直す方として選ぶ：${email}`).check();
  await visitor.clickButton("選んだ方に招待し直す");
  assert.equal(await visitor.page.locator("main li[data-id]").count(), 2);
}

export async function refuseAnew(visitor) {
  await chooseAnew(visitor);
  await visitor.page.getByLabel("お問い合わせの電話番号").fill("");
  await visitor.clickButton("招待し直す", 422);
}

// The letters; on paper each is one sheet.
export async function printLetters(visitor) {
  await chooseAnew(visitor);
  await visitor.page.getByLabel("差出人の所属").fill("埼玉県 保健医療部 医療整備課");
  await visitor.page.getByLabel("お問い合わせの電話番号").fill("048-000-0001");
  await visitor.clickButton("招待し直す");
  assert.equal(await visitor.page.locator(".letter").count(), 2);
  const sheets = await visitor.page.pdf({ preferCSSPageSize: true, path: process.env.LETTERS });
  assert.equal(sheets.toString("latin1").match(/\/Type\s*\/Page\b/g).length, 2, "each letter is one sheet of A4");
}
