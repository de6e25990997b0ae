// How pages come into the states that are looked at: refused, overtaken, closed, withdrawn.

import assert from "node:assert/strict";

export async function firstLink(visitor, list, selector) {
  await visitor.goto(list);
  return visitor.page.locator(selector).first().getAttribute("href");
}

export async function longestDiscussion(visitor) {
  await visitor.goto("/threads?sort=thanks&state=solved");
  return visitor.page.locator("main li[data-id] a").first().getAttribute("href");
}

export async function refuseSignIn(visitor) {
  await visitor.goto("/sign-in");
  await visitor.fillSignIn("nobody@example.jp", "nobody has this password");
  await visitor.clickButton("サインイン", 422);
}

export async function refuseJoin(visitor) {
  await visitor.goto("/join");
  await visitor.page.getByLabel("担当する市町村").fill("府中市");
  await visitor.clickButton("確認のメールを受け取る", 422);
}

export async function refuseInvitation(visitor) {
  await visitor.goto("/admin/invitations/new");
  await visitor.clickButton("招待を送る", 422);
}

export async function refuseInvitationCode(visitor) {
  await visitor.goto("/invitations/code");
  await visitor.clickButton("次へ進む", 422);
}

export async function refuseGroup(visitor) {
  await visitor.goto("/groups/new");
  await visitor.clickButton("グループをつくる", 422);
}

export async function refuseCode(visitor) {
  await visitor.goto("/password/code");
  await visitor.clickButton("設定する", 422);
}

export async function refusePassword(visitor) {
  await visitor.goto("/me/password");
  await visitor.clickButton("変更する", 422);
}

export async function refuseReply(visitor) {
  await visitor.goto(await longestDiscussion(visitor));
  await visitor.clickButton("返信する", 422);
}

export async function refuseDiscussion(visitor) {
  await visitor.goto("/threads/new");
  await visitor.page.getByLabel("件名").fill("あ".repeat(300));
  await visitor.clickButton("投稿する", 422);
}

export async function similarOnes(visitor) {
  await visitor.goto("/threads/new");
  await visitor.page.getByLabel("件名").fill("入退院支援ルールの見直し");
  await visitor.sees(visitor.page.getByRole("heading", { name: "似た相談があります" }), "similar discussions");
}

// Our script puts them there when the page has come to rest; without it the link stays.
export async function besideNeighbours(visitor) {
  await visitor.goto(await longestDiscussion(visitor));
  const aside = visitor.page.locator("aside.neighbours");
  await visitor.sees(aside.locator("li[data-id]").first(), "its neighbours");
}

export async function keepDraft(visitor) {
  await visitor.goto("/threads/new");
  await visitor.page.getByLabel("件名").fill("書きかけの件名");
  await visitor.page.getByLabel("本文").fill("書きかけの本文です。\n\n二つめの段落です。");
  await visitor.clickButton("下書き保存");
}

export async function listDrafts(visitor) {
  await keepDraft(visitor);
  await visitor.goto("/me/drafts");
}

export async function refuseProfile(visitor) {
  await visitor.goto("/me/profile");
  await visitor.page.getByLabel("経験年数").fill("たくさん");
  await visitor.clickButton("保存する", 422);
}

export async function askOwn(visitor) {
  await visitor.goto("/threads/new");
  await visitor.page.getByRole("radio", { name: /^全国/ }).check();
  await visitor.page.getByLabel("件名").fill("編集の画面を確かめるための相談");
  await visitor.page.getByLabel("本文").fill("本文です。");
  await visitor.clickButton("投稿する");
}

export async function editOwn(visitor) {
  await askOwn(visitor);
  await visitor.clickLink("編集する");
}

// As if the text had been changed in another window meanwhile.
export async function editTooLate(visitor) {
  await editOwn(visitor);
  await visitor.page.getByLabel("件名").fill("編集の画面を確かめるための、別の相談");
  await visitor.page.getByLabel("本文").fill("書き直した本文です。\n二行目です。");
  await visitor.page.locator("input[name=version]").evaluate((input) => { input.value = "0"; });
  await visitor.clickButton("変更を保存する", 409);
}

export async function openTitled(visitor, title) {
  await visitor.goto(`/search?q=${encodeURIComponent(title)}&sort=relevance`);
  await visitor.clickLink(new RegExp(title));
}

export async function readHistory(visitor) {
  await openTitled(visitor, "4月から一人で着任しました");
  await visitor.clickLink(/^編集済み/);
}

export async function replyTooLate(visitor) {
  await askOwn(visitor);
  await visitor.page.getByLabel("返信の内容").fill("少し遅れて届いた返信です。");
  const other = await visitor.context.newPage();
  await other.goto(visitor.page.url());
  await Promise.all([
    other.waitForNavigation(),
    other.getByRole("button", { name: "この相談を終了する" }).click(),
  ]);
  await other.close();
  await visitor.clickButton("返信する", 409);
}

export async function askBeforeWithdrawing(visitor) {
  await askOwn(visitor);
  await visitor.clickLink("取り下げる");
}

export async function withdrawOwn(visitor) {
  await askBeforeWithdrawing(visitor);
  await visitor.clickButton("取り下げる");
}

// Somebody else's text can be read, but its form cannot be opened.
export async function editOfAnother(visitor) {
  await visitor.goto("/threads?room=japan");
  const anothers = visitor.page.locator("main li[data-id]").filter({ hasNotText: /見本 花子|名前を伏せた相談/ }).first();
  await visitor.goto(`/threads/${await anothers.getAttribute("data-id")}/edit`, 403);
}

export async function searchPeople(visitor) {
  await visitor.goto("/search?q=さとう");
  await visitor.clickLink(/^仲間 ?\d+人/);
}

// Somebody whom the manager may act on: the officer of 熊谷市.
export async function registration(visitor) {
  return firstLink(visitor, "/admin/people?q=みほん たろう", "main li[data-id] a");
}

export async function fromRegistration(visitor, link) {
  await visitor.goto(await registration(visitor));
  await visitor.clickLink(link);
}

export async function refuseGrant(visitor) {
  await visitor.goto(`${await registration(visitor)}/grants`);
  await visitor.page.getByLabel("担当の範囲").fill("どこか");
  await visitor.clickButton("加える", 422);
}

// Of a role that was given until a day.
export async function endOfRole(visitor) {
  // Nobody who is signed in here: a role that is given ends all sessions.
  const other = await firstLink(visitor, "/admin/people?q=しばた けんた", "main li[data-id] a");
  await visitor.goto(`${other}/grants`);
  await visitor.page.getByLabel("役割", { exact: true }).selectOption("observer");
  await visitor.page.getByLabel("担当の範囲").fill("埼玉県");
  await visitor.page.getByLabel("終わりの日").fill("2027-03-31");
  await visitor.clickButton("加える");
  await visitor.page.getByRole("link", { name: /終わりの日を決める.*閲覧者/ }).click();
  await visitor.page.getByRole("button", { name: "保存する" }).waitFor();
}

export async function issueCode(visitor) {
  await visitor.goto(await registration(visitor));
  await visitor.clickButton("コードを発行する");
}

// The first of the prefecture whose number or address the coordinator is shown.
export async function shownContact(visitor) {
  await visitor.goto("/coordinators?pref=11");
  const hrefs = await visitor.page.locator("main li[data-id] h3 a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  for (const href of hrefs) {
    await visitor.goto(href);
    if (await visitor.page.locator("a[href^='mailto:']").count() > 0) return;
  }
  assert.fail("nobody near shows a contact");
}

export async function refuseAsking(visitor) {
  await visitor.goto(await firstLink(visitor, "/coordinators?pref=20", "main li[data-id] a"));
  await visitor.unfold("連絡先をうかがう");
  await visitor.clickButton("連絡先をうかがう", 422);
}

// A case that names somebody, on the page of the guard.
export async function warn(visitor) {
  await visitor.goto("/threads/new");
  await visitor.page.getByRole("radio", { name: /^全国/ }).check();
  await visitor.page.getByLabel("件名").fill("佐藤花子様の退院");
  await visitor.page.getByLabel("本文").fill(
    "利用者の佐藤花子様（昭和10年3月3日生）は、鶴川市本町1丁目2番3号にお住まいです。\n\n担当は田中医師です。電話は長女の090-1234-5678です。",
  );
  await visitor.clickButton("投稿する", 422);
}

// A number that must not be posted, in a room that somebody tends.
export async function block(visitor) {
  await visitor.goto("/threads/new");
  await visitor.page.getByRole("radio", { name: /^埼玉県/ }).check();
  await visitor.page.getByLabel("件名").fill("様式の番号");
  await visitor.page.getByLabel("本文").fill("利用者の佐藤花子様の被保険者番号は0012345678です。");
  await visitor.clickButton("投稿する", 422);
}

export async function disputeOwn(visitor) {
  await block(visitor);
  await visitor.page.getByLabel("個人情報ではない理由").fill("様式の見本にある、架空の番号です。");
  await visitor.clickButton("個人情報ではないので確認してほしい");
}

// The officer of 熊谷市 sends it, in another window.
export async function openDispute(visitor, open) {
  await disputeOwn(await open("officer"));
  await visitor.goto("/admin/disputes");
  await visitor.follow(() => visitor.page.locator("main li[data-id] a").last().click());
}

export async function refuseDispute(visitor, open) {
  await openDispute(visitor, open);
  await visitor.clickButton("理由を添えてお断りする", 422);
}

// The asker's own form hides; whoever reads it next sees no name.
export async function askHidden(visitor) {
  const { page } = visitor;
  await visitor.goto("/threads/new");
  await page.getByRole("radio", { name: /^全国/ }).check();
  await page.getByLabel("件名").fill("名前を伏せた相談");
  await page.getByLabel("本文").fill("どうしていますか。");
  await page.getByLabel("名前と市町村を伏せる").check();
  await visitor.clickButton("投稿する");
  return new URL(page.url()).pathname;
}

export async function askWhoWrote(visitor, open) {
  const thread = await askHidden(await open("coordinator"));
  await visitor.goto(`${thread}/unmasking`);
}

export async function refuseUnmasking(visitor, open) {
  await askWhoWrote(visitor, open);
  await visitor.clickButton("申し出る", 422);
}

// Two people have learned who wrote a text of the visitor's, who reads of it in the own list.
export async function unmaskedOwn(visitor, open) {
  const thread = await askHidden(visitor);
  const [first, second] = [await open("administrator"), await open("bureau")];
  const password = (one, role) => one.page.getByLabel("あなたのパスワード").fill(one.site.people()[role].password);
  await first.goto(`${thread}/unmasking`);
  await first.page.getByLabel("確かめる理由").fill("個人情報の事故を、ご本人に確かめるため。");
  await password(first, "administrator");
  await first.clickButton("申し出る");
  await second.goto(new URL(first.page.url()).pathname);
  await password(second, "bureau");
  await second.clickButton("この理由で投稿した方を確かめる");
  await visitor.goto("/me/notices");
  await visitor.seesText("名前を伏せた投稿の投稿者が確かめられました");
}
