// A form that was sent is not sent again by an impatient second click.

const GIVE_UP_AFTER = 15_000;

export function guardSubmission() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "true";
    // Later, since a disabled button would not send its own name and value.
    setTimeout(() => setDisabled(form, true));
    setTimeout(() => release(form), GIVE_UP_AFTER);
  });

  // Coming back with the browser's button may show the page as it was left.
  addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));
}

function release(form) {
  delete form.dataset.sent;
  setDisabled(form, false);
}

function setDisabled(form, disabled) {
  for (const button of form.querySelectorAll("button[type=submit]")) button.disabled = disabled;
}
