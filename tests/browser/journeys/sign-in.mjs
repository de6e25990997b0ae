// From the front door to one's own home and out again.

import assert from "node:assert/strict";

import { demandNoOverflow } from "../lib/checks.mjs";

export default { name: "sign in and out", run };

async function run({ open, site }) {
  const visitor = await open();
  const { page } = visitor;
  const { email, password } = site.people().coordinator;

  await visitor.goto("/");
  await demandNoOverflow(page);
  await visitor.clickLink("サインイン");

  await visitor.fillSignIn(email, "これは本人の合言葉ではありません");
  await visitor.clickButton("サインイン", 422);
  await visitor.sees(page.getByRole("alert"), "what is wrong");
  assert.equal(await page.getByLabel("メールアドレス").inputValue(), email, "the address is kept");
  assert.equal(await page.getByLabel("パスワード").inputValue(), "", "the password is not");

  // Full-width characters are the same address and the same password.
  await visitor.fillSignIn(fullWidth(email), fullWidth(password));
  await visitor.clickButton("サインイン");
  await visitor.sees(visitor.link("仲間をさがす"));

  await visitor.goto("/coordinators");
  await page.getByRole("banner").locator("summary").click();
  await visitor.clickButton("サインアウト");
  await visitor.sees(visitor.link("サインイン"));

  // Who was on the way to a page gets there after signing in.
  await visitor.goto("/rooms");
  assert.match(page.url(), /\/sign-in\?next=/);
  await visitor.fillSignIn(email, password);
  await visitor.clickButton("サインイン");
  assert.equal(new URL(page.url()).pathname, "/rooms");
}

function fullWidth(text) {
  return text.replaceAll(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
}
