// The Enter that confirms a conversion of Japanese input never submits the form.

export function guardComposition() {
  document.addEventListener("keydown", (event) => {
    // Safari ends the composition before this event, but still says 229.
    const converting = event.isComposing || event.keyCode === 229;
    if (event.key === "Enter" && converting && event.target.matches?.("input")) event.preventDefault();
  }, { capture: true });
}
