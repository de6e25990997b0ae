// A question: refused once with everything kept, posted once although clicked twice, answered, solved, thanked.

import assert from "node:assert/strict";

import { demandNoOverflow } from "../lib/checks.mjs";

export default { name: "ask a case", run };

const BODY = "退院前の話し合いに、在宅側が呼ばれないまま退院日が決まることがあります。\n\n- 病院の窓口が分からない\n- 連絡が前日になる\n\n皆さんの地域ではどう決めていますか。";
const ANSWER = "うちの圏域では、**入院から三日以内**に病棟から連絡をもらう約束にしました。\n様式もお渡しできます。";

async function run({ open, way }) {
  const title = `退院前の話し合いに呼ばれるには（${way.name}）`;
  const asker = await open("coordinator");
  const { page } = asker;
  await asker.goto("/rooms");

  await asker.clickLink("相談する");
  await demandNoOverflow(page);
  await page.getByRole("radio", { name: /^全国/ }).check();
  await page.getByLabel("本文").fill(BODY);
  await preview(asker, way);
  await asker.clickButton("投稿する", 422);
  await demandNoOverflow(page);
  await asker.seesText("入力内容を確かめてください");
  await asker.sees(page.getByText(/件名を入力してください/).last());
  assert.equal(await page.getByLabel("本文").inputValue(), BODY, "what was typed is kept");
  assert.ok(await page.getByRole("radio", { name: /^全国/ }).isChecked(), "what was chosen is kept");

  const loads = await asker.countLoads(async () => {
    await page.getByLabel("件名").fill(title);
    await page.getByRole("checkbox", { name: "入退院支援", exact: true }).check();
    await asker.unfold("テーマを選ぶ");
    await page.getByRole("checkbox", { name: "入退院支援ルール" }).check();
    await page.getByRole("button", { name: "投稿する" }).dblclick();
    await asker.sees(page.getByRole("heading", { level: 1, name: title }), "the discussion");
  });
  assert.ok(loads <= 2, `${loads} pages were loaded by one form`);
  const address = new URL(page.url()).pathname;
  assert.match(address, /^\/threads\/\d+$/);
  await asker.sees(page.getByRole("listitem").filter({ hasText: "病院の窓口が分からない" }), "the list in the text");
  await demandNoOverflow(page);
  await asker.goto("/threads?sort=new");
  assert.equal(await asker.link(title).count(), 1, "a double click posts once");

  const peer = await open("officer");
  await peer.goto("/threads");
  await peer.clickLink(title);
  await peer.page.getByLabel("返信の内容").fill(ANSWER);
  await peer.clickButton("返信する");
  assert.match(peer.page.url(), /#reply-\d+$/);
  const reply = new URL(peer.page.url()).hash;
  await peer.sees(peer.page.locator(`${reply} strong`, { hasText: "入院から三日以内" }), "the reply");
  await demandNoOverflow(peer.page);

  await asker.clickLink(title);
  await asker.clickButton("この返信で解決した");
  await asker.seesText("この相談は解決しました。");
  await asker.sees(page.locator(reply).getByText("解決につながった返信"), "the mark at the reply");
  await asker.follow(() => page.locator(reply).getByRole("button", { name: /参考になった/ }).click());
  const thanked = page.locator(reply).getByRole("button", { name: /参考になった/ });
  assert.equal(await thanked.getAttribute("aria-pressed"), "true");
  assert.match(await thanked.innerText(), /1/);
  await demandNoOverflow(page);

  await asker.goto("/threads?state=solved&sort=new");
  await asker.sees(asker.link(title), "the question among the solved ones");
}

// In the page with scripts, in another window without; either way the form stays as it is.
async function preview({ page, context, sees }, way) {
  const item = (where) => where.getByRole("listitem").filter({ hasText: "病院の窓口が分からない" });
  if (way.scripts) {
    await page.getByRole("button", { name: "プレビュー" }).click();
    await sees(item(page.getByRole("region", { name: "プレビュー" })), "the preview");
    return;
  }
  const [opened] = await Promise.all([context.waitForEvent("page"), page.getByRole("button", { name: /^プレビュー/ }).click()]);
  await sees(item(opened), "the preview");
  await demandNoOverflow(opened);
  await opened.close();
}
