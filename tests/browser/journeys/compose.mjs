// While somebody writes: kept as one types, a template, a quotation, somebody who is mentioned.

import assert from "node:assert/strict";

import { demandNoOverflow } from "../lib/checks.mjs";

export default { name: "compose", run };

async function run({ open, way }) {
  const title = `夜間の連絡先の見直し（${way.name}）`;
  const writer = await open("coordinator");
  const { page } = writer;
  await writer.goto("/threads/new");
  await page.getByRole("radio", { name: /^全国/ }).check();
  await page.getByLabel("件名").fill(title);
  await page.getByLabel("本文").fill("もう書いた文章です。");
  await template(writer, way);
  const body = await page.getByLabel("本文").inputValue();
  assert.match(body, /^もう書いた文章です。\n\n## 背景\n/, "what was typed stays above the template");
  await demandNoOverflow(page);

  await keep(writer, way);
  // Another window, as on another computer: the draft waits there.
  const elsewhere = await open("coordinator");
  await elsewhere.goto("/threads/new");
  await elsewhere.seesText("書きかけの下書きがあります");
  await demandNoOverflow(elsewhere.page);
  await elsewhere.clickLink("下書きの続きを書く");
  assert.equal(await elsewhere.page.getByLabel("件名").inputValue(), title);
  const typed = elsewhere.page.getByLabel("本文");
  await typed.fill("夜間の連絡先を、どのように新しくしていますか。\n\n- 月に一度\n- 変わるたび");
  if (way.scripts) await contested(writer, elsewhere);
  await elsewhere.clickButton("投稿する");
  await elsewhere.sees(elsewhere.page.getByRole("heading", { level: 1, name: title }), "the discussion");

  const name = await elsewhere.page.locator("#opening .byline a").innerText();
  await answer(await open("officer"), name, title, way);
  await told(elsewhere);
}

// A worker tells, moments later.
async function told(reader) {
  const call = reader.page.locator("main li", { hasText: "あなたへの呼びかけ" });
  const deadline = Date.now() + 20_000;
  do await reader.goto("/me/notices");
  while (await call.count() === 0 && Date.now() < deadline);
  await reader.sees(call, "the notice");
}

// Put into the field by scripts, by way of the server without.
async function template(writer, way) {
  const button = writer.page.getByRole("button", { name: "相談のひな形を入れる" });
  if (way.scripts) await button.click();
  else await writer.follow(() => button.click());
}

async function keep(writer, way) {
  if (!way.scripts) return writer.clickButton("下書き保存");
  return writer.seesText("下書きを保存しました");
}

// The same draft in two windows: the one that comes later is told, and overwrites nothing.
async function contested(writer, elsewhere) {
  await elsewhere.seesText("下書きを保存しました");
  await writer.page.getByLabel("件名").press("End");
  await writer.page.getByLabel("件名").pressSequentially("。");
  await writer.seesText("別の画面で書きかえられています");
  writer.problems = writer.problems.filter((problem) => !problem.startsWith("409 from"));
}

async function answer(peer, name, title, way) {
  const { page } = peer;
  await peer.goto("/threads?sort=new");
  await peer.clickLink(title);
  const field = page.getByLabel("返信の内容");
  await field.fill("参考になりました。");
  await quote(peer, way);
  const quoted = await field.inputValue();
  const quotation = way.scripts ? /^参考になりました。\n\n> 月に一度\n>\n> \[.+の投稿\]\(/ : /^参考になりました。\n\n> 夜間の連絡先を/;
  assert.match(quoted, quotation, "the quotation below what was typed");
  if (!way.scripts) assert.ok(await inView(page, "#reply-form"), "the form is where the page opens");
  await field.press("Control+End");
  if (way.scripts) {
    const [family] = name.split(" ");
    await field.pressSequentially(`@${family}`);
    const list = page.getByRole("listbox", { name: "呼びかける方" });
    await peer.sees(list.getByRole("option").filter({ hasText: name }), "the person to mention");
    await demandNoOverflow(page);
    for (let step = 0; step < 8 && !(await field.inputValue()).includes(`@${name}`); step += 1) {
      await field.press("ArrowDown");
      const chosen = list.getByRole("option", { selected: true });
      if ((await chosen.innerText()).includes(name)) await field.press("Enter");
    }
    await field.pressSequentially("さん、うちでは月に一度です。");
  } else {
    await field.fill(`${quoted}@${name}さん、うちでは月に一度です。`);
  }
  assert.match(await field.inputValue(), new RegExp(`@${name}`));
  await peer.clickButton("返信する");
  await peer.sees(page.getByRole("link", { name: `@${name}` }), "the mention as a link");
  await peer.sees(page.locator("blockquote").getByRole("link", { name: /の投稿$/ }), "the link back");
  await demandNoOverflow(page);
}

async function quote(peer, way) {
  const { page } = peer;
  const button = page.locator("#opening").getByRole("button", { name: "引用して返信" });
  if (!way.scripts) return peer.follow(() => button.click());
  await page.locator("#opening li").first().selectText();
  return button.click();
}

function inView(page, selector) {
  return page.locator(selector).evaluate((element) => {
    const { top } = element.getBoundingClientRect();
    return top >= 0 && top < innerHeight;
  });
}
