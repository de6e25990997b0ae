// While a title is typed: discussions of the past that are like it. They are asked for by POST, so that what was not
// posted stands in no address.

const PAUSE = 600;
const SHORTEST = 4;

export function suggestSimilar() {
  const region = document.querySelector("[data-enhance=similar]");
  const title = region?.closest("form")?.elements.namedItem("title");
  if (!title) return;
  let timer;
  const soon = (event) => {
    clearTimeout(timer);
    if (!event.isComposing) timer = setTimeout(() => suggest(title, region), PAUSE);
  };
  title.addEventListener("input", soon);
  title.addEventListener("compositionend", () => soon({ isComposing: false }));
}

let asked = new AbortController();

async function suggest(title, region) {
  const words = title.value.trim();
  // Only the newest question is worth an answer.
  asked.abort();
  asked = new AbortController();
  let found = "";
  if ([...words].length >= SHORTEST) {
    try {
      const body = new URLSearchParams({ title: words });
      for (const theme of title.form.querySelectorAll("[name=theme]:checked")) body.append("theme", theme.value);
      const answer = await fetch("/threads/similar", { method: "POST", body, signal: asked.signal });
      if (!answer.ok || answer.redirected) return;
      found = await answer.text();
    } catch {
      return;
    }
  }
  // Typed on meanwhile: the next answer is on its way.
  if (title.value.trim() !== words) return;
  region.innerHTML = found;
  region.hidden = !found;
}
