// What readers report, and the pages of those who answer for a room.

// A discussion in 埼玉県 with a reply by somebody else, begun by the coordinator; its path.
export async function begin(open, title = "対応を見る相談") {
  const asker = await open("coordinator");
  await asker.goto("/threads/new");
  await asker.page.getByRole("radio", { name: /^埼玉県/ }).check();
  await asker.page.getByLabel("件名").fill(title);
  await asker.page.getByLabel("本文").fill("退院のあとの連絡は、どうしていますか。");
  await asker.clickButton("投稿する");
  const thread = new URL(asker.page.url()).pathname;
  await answer(asker, "こちらの名前が気になる返信です。");
  return thread;
}

export async function answer(visitor, body) {
  await visitor.page.getByLabel("返信の内容").fill(body);
  await visitor.clickButton("返信する");
}

// The officer's click under the only reply.
export async function report(officer, thread) {
  await officer.goto(thread);
  const reply = officer.page.locator(".replies article").first();
  await reply.getByText("知らせる", { exact: true }).click();
  await officer.follow(() => reply.getByRole("button", { name: "個人情報かもしれない" }).click());
}

export async function openReports(visitor, open) {
  await report(await open("officer"), await begin(open));
  await visitor.goto("/admin/reports");
}

export async function openCase(visitor, open) {
  await openReports(visitor, open);
  await visitor.follow(() => visitor.page.locator("main li[data-id] a").last().click());
}

export async function refuseDecision(visitor, open) {
  await openCase(visitor, open);
  // One reader hides three texts a day, so this one may be shown still.
  await visitor.clickButton(/^表示を元に戻す|このままにする$/, 422);
}

export async function decided(visitor, open) {
  await openCase(visitor, open);
  await decide(visitor, /^表示を止め/);
}

export async function decide(visitor, button) {
  await visitor.page.getByLabel(/^理由/).selectOption("personal");
  await visitor.page.getByLabel("投稿した方へのひとこと").fill("お名前にあたるところを直してください。");
  await visitor.clickButton(button);
}

export async function openRedaction(visitor, open) {
  await openCase(visitor, open);
  await visitor.clickLink("一部や添付ファイルを消す");
}

export async function confirmRedaction(visitor, open) {
  await openRedaction(visitor, open);
  await visitor.page.getByLabel("消す文章").fill("こちらの名前");
  await visitor.page.getByLabel(/^理由/).selectOption("personal");
  await visitor.clickButton("消すところを確かめる");
}

export async function openSheet(visitor, open) {
  await openCase(visitor, open);
  await visitor.clickLink("経過の記録を見る・印刷する");
}

export async function reportWithWords(visitor, open) {
  await visitor.goto(await begin(open));
  await visitor.page.locator(".replies article").first().getByText("知らせる", { exact: true }).click();
  await visitor.page.locator(".replies article").first().getByRole("link", { name: "そのほかのことを知らせる" }).click();
}

export async function refuseReport(visitor, open) {
  await reportWithWords(visitor, open);
  await visitor.clickButton("知らせる", 422);
}

// A page on which the manager arranges the discussion, by the words of its link.
export function arrange(link) {
  return async (visitor, open) => {
    await visitor.goto(await begin(open));
    await visitor.clickLink(link);
  };
}

export async function refuseSplit(visitor, open) {
  await arrange("返信を別の相談に分ける")(visitor, open);
  await visitor.clickButton("別の相談に分ける", 422);
}

// The bureau's officer has a seat in none of the rooms below; the manager moves to a wider room and waits for answers.
export async function awaitMove(visitor, open) {
  const asker = await open("coordinator");
  await asker.goto("/threads/new");
  await asker.page.getByRole("radio", { name: /医療圏/ }).first().check();
  await asker.page.getByLabel("件名").fill("広い部屋へ移す相談");
  await asker.page.getByLabel("本文").fill("近くの皆さんにうかがいます。");
  await asker.clickButton("投稿する");
  await visitor.goto(`/admin${new URL(asker.page.url()).pathname}/move`);
  await visitor.page.getByLabel("移す先の部屋").selectOption("pref-11");
  await visitor.clickButton("移す");
  return asker;
}

export async function askedToMove(visitor, open) {
  await awaitMove(await open("manager"), async () => visitor);
  await visitor.goto("/me/moves");
}
