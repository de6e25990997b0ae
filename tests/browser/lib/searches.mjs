// Ways to the pages of saved searches.

import { firstLink } from "./states.mjs";

export function savedSearch(visitor) {
  return firstLink(visitor, "/me/searches", "main li[data-id^=search] .meta a");
}

export async function refuseSaving(visitor) {
  await visitor.goto("/me/searches/new?q=様式");
  await visitor.page.locator("#name").fill("");
  await visitor.clickButton("保存する", 422);
}

export async function makeFeed(visitor) {
  await visitor.goto(await savedSearch(visitor));
  await visitor.clickButton("アドレスを作る");
}
