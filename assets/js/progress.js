// While a form with something long is worked on: how far that has come. The browser waits for the answer by itself.

const EVERY = 500;

export function showProgress() {
  document.addEventListener("submit", (event) => {
    const region = event.target.querySelector("[data-enhance=progress]");
    if (!region || event.defaultPrevented) return;
    region.hidden = false;
    watch(region);
  });

  // Coming back with the browser's button may show the page as it was left.
  addEventListener("pageshow", () => {
    for (const region of document.querySelectorAll("[data-enhance=progress]")) region.hidden = true;
  });
}

// The page goes away with the answer, and this with it. A question waits for the one before.
async function watch(region) {
  while (!region.hidden) {
    await new Promise((resolve) => setTimeout(resolve, EVERY));
    await ask(region).catch(() => {});
  }
}

async function ask(region) {
  const answer = await fetch("/me/progress");
  // Nothing yet, or nothing any more: the last that was known goes on standing there.
  if (answer.status !== 200 || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const { dataset, max, value, textContent } = page.querySelector("progress");
  const [status, bar, numbers] = [region.querySelector("[role=status]"), region.querySelector("progress"), region.querySelector("span")];
  // Said aloud when another step begins, not with every number.
  if (status.textContent !== dataset.doing) status.textContent = dataset.doing;
  Object.assign(bar, { max, value });
  numbers.textContent = textContent;
}
