// 「プレビュー」: the server renders what is typed, exactly as it would be shown.

export function previewButton(area) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = "プレビュー";
  const panel = document.createElement("div");
  panel.className = "preview prose";
  panel.hidden = true;
  panel.setAttribute("role", "region");
  panel.setAttribute("aria-label", "プレビュー");
  panel.tabIndex = -1;
  area.after(panel);

  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", async () => {
    const show = panel.hidden;
    if (show) await render(area, panel);
    panel.hidden = !show;
    button.setAttribute("aria-expanded", String(show));
    button.textContent = show ? "プレビューを閉じる" : "プレビュー";
    if (show) panel.focus({ preventScroll: true });
  });
  return button;
}

async function render(area, panel) {
  const [text, form] = [area.value, area.form];
  // Where the text would stand decides whom it can mention.
  const sentTo = form?.querySelector("[data-enhance=keep]")?.value ?? "";
  const body = new URLSearchParams({ body: text, sent_to: sentTo, room: form?.elements.namedItem("room")?.value ?? "" });
  try {
    const answer = await fetch("/preview", { method: "POST", body });
    // Whoever is signed out is led to the sign-in page, whose fields must never end up inside this form.
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    // Cleaned by the server with the same rules as every stored text.
    panel.innerHTML = text.trim() ? await answer.text() : "<p>まだ何も入力されていません。</p>";
  } catch {
    panel.textContent = "いまはプレビューを表示できません。入力した内容はそのまま残っています。";
  }
}
