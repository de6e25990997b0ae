// How many characters are left, counted as the server counts them; nothing is cut off while typing.

const PAUSE = 700;

export function countCharacters() {
  for (const input of document.querySelectorAll("[data-max]")) attach(input);
}

function attach(input) {
  const max = Number(input.dataset.max);
  const counter = document.createElement("p");
  counter.className = "counter";
  // Read out after a pause only, from a copy, or it would speak at every key.
  const spoken = document.createElement("p");
  spoken.className = "visually-hidden";
  spoken.setAttribute("role", "status");
  counter.setAttribute("aria-hidden", "true");
  input.after(counter, spoken);

  let timer;
  const show = () => {
    const left = max - [...input.value.trim()].length;
    counter.textContent = left >= 0 ? `あと${left}文字` : `${-left}文字超えています`;
    counter.classList.toggle("over", left < 0);
    return left;
  };
  show();
  input.addEventListener("input", () => {
    clearTimeout(timer);
    if (show() < max / 10) timer = setTimeout(() => { spoken.textContent = counter.textContent; }, PAUSE);
  });
}
