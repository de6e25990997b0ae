// Beside a discussion: others that are like it, when the page itself has come to rest. Until then, and without them, the
// link to their page stands there.

export function showNeighbours() {
  const aside = document.querySelector("[data-enhance=neighbours]");
  if (!aside) return;
  if (document.readyState === "complete") fill(aside);
  else addEventListener("load", () => fill(aside), { once: true });
}

async function fill(aside) {
  try {
    const answer = await fetch(aside.dataset.from);
    if (!answer.ok || answer.redirected) return;
    const found = await answer.text();
    // Nobody loses the place where they are.
    if (found && !aside.contains(document.activeElement)) aside.innerHTML = found;
  } catch {
    // The link leads there.
  }
}
