// After a refused form the list of problems has the focus, so that it is read first and Tab goes to its links.

export function focusProblems() {
  document.querySelector("[data-enhance=problems]")?.focus();
}
