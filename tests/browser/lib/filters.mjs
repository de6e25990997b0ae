// Picks a filter, unfolding what hides it on a narrow screen or behind 「ほか…件を見る」.

import assert from "node:assert/strict";

export async function choose(visitor, name) {
  const value = visitor.page.getByRole("link", { name, includeHidden: true }).first();
  for (let folds = 0; folds < 3 && !(await value.isVisible()); folds += 1) {
    await visitor.page.locator("details:not([open])").filter({ has: value }).locator("> summary")
      .filter({ visible: true }).first().click();
  }
  await visitor.follow(() => value.click());
  const chosen = visitor.page.locator("[data-facet][aria-current]").filter({ hasText: new RegExp(name.source.replace("^", "")) });
  assert.equal(await chosen.count(), 1, `${name} is in force`);
}
