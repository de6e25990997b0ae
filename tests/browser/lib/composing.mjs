// States of pages while somebody writes.

import { longestDiscussion } from "./states.mjs";

// A draft that waits, offered above a form that is opened anew.
export async function beginDiscussion(visitor) {
  await visitor.goto("/threads/new");
  await visitor.page.getByRole("button", { name: "取組の共有のひな形を入れる" }).click();
  await visitor.seesText("下書きを保存しました");
  await visitor.goto("/threads/new");
  await visitor.page.getByRole("button", { name: "相談のひな形を入れる" }).click();
  await visitor.seesText("下書きを保存しました");
}

export async function quoteSomebody(visitor) {
  await visitor.goto(await longestDiscussion(visitor));
  await visitor.page.getByRole("button", { name: "引用して返信" }).first().click();
}

export async function callSomebody(visitor) {
  await visitor.goto("/threads/new");
  await visitor.page.getByRole("radio", { name: /^全国/ }).check();
  await visitor.page.getByLabel("本文").pressSequentially("@さ");
  await visitor.sees(visitor.page.getByRole("option"), "people to mention");
  await visitor.page.keyboard.press("ArrowDown");
}
