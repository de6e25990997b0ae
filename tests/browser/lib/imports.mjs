// What the demo has brought in and nobody has released yet.

import { firstLink } from "./states.mjs";

export function archive(visitor) {
  return firstLink(visitor, "/admin/imports", "main li[data-id] a");
}

export async function refuseBulk(visitor) {
  await visitor.goto(await archive(visitor));
  await visitor.page.getByLabel("気になるところのある投稿も", { exact: true }).check();
  await visitor.clickButton("まとめて載せる", 422);
}

// One that the guard has stopped.
export async function textThatWaits(visitor) {
  return firstLink(visitor, `${await archive(visitor)}?level=block`, "main li[data-id] a");
}

export async function refuseBroughtIn(visitor) {
  await visitor.goto(await textThatWaits(visitor));
  await visitor.clickButton("載せる", 422);
}
