// While somebody types into the search box: themes, places, people and discussions of that name, to open at once.

import { offerChoices, options } from "./choices.js";

export function suggestWhileSearching() {
  const form = document.querySelector("form.site-search");
  const field = form?.elements.namedItem("q");
  if (!field) return;
  const before = field.value.trim();
  offerChoices(field, {
    id: "site-search-choices",
    label: "検索の候補",
    wanted: () => {
      const typed = field.value.trim();
      return typed.length > 1 && typed !== before ? typed : null;
    },
    ask: (q, signal) => options("/search/suggestions", { q }, signal),
    choose: (option) => { location.href = option.dataset.href; },
    tell: (count) => `${count}件の候補があります。`,
  });
}
