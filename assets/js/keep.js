// What is being typed is kept on the server as a draft, a few seconds behind, so that it is there after a crash, an expired
// session or on another computer. The form's own draft is written again and again; nothing is sent while nothing changes.

const PAUSE = 2_000;
const APART = 5_000;
const GIVE_UP_AFTER = 15_000;

const FAILED = "いまは下書きを保存できません。書いた文章は、この画面に残っています。";
const TOO_LONG = "文章が長すぎるため、下書きを保存できません。";
const OVERTAKEN = "この下書きは、別の画面で書きかえられています。この画面の文章はまだ保存されていません。「下書き保存」を押すと、別の下書きとして残ります。";
const ENDED = "サインインの期限が切れました。ここまでの文章は、下書きに残っています。";

export function keepDrafts() {
  for (const button of document.querySelectorAll("[data-enhance=keep]")) if (button.form) watch(button.form, button);
}

function watch(form, button) {
  const tell = status(button);
  // The number of this page, by which the server tells it from another one that holds the same draft.
  const own = crypto.getRandomValues(new Uint32Array(1))[0] + 1;
  let kept = signature(form);
  let [timer, last, busy, over] = [0, 0, false, false];

  const soon = () => {
    if (!timer && !over) timer = setTimeout(save, Math.max(PAUSE, last + APART - Date.now()));
  };
  const save = async () => {
    clearTimeout(timer);
    timer = 0;
    const typed = signature(form);
    if (busy || over || form.dataset.sent || typed === kept || !hasText(form)) return;
    busy = true;
    last = Date.now();
    const outcome = await send(form, button.value, own);
    busy = false;
    if (outcome.draft) {
      kept = typed;
      draftField(form).value = outcome.draft;
    }
    over = Boolean(outcome.over);
    tell(outcome.words, outcome.draft && new Date());
    if (signature(form) !== kept) soon();
  };

  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
}

async function send(form, sentTo, own) {
  const field = draftField(form);
  if (!field.value) field.value = `0.0.${own}`;
  const body = new URLSearchParams([...texts(form), ["sent_to", sentTo]]);
  try {
    // Goes on when the page is left; browsers carry long texts only while it stays.
    const keepalive = document.hidden && body.toString().length < 60_000;
    const [headers, signal] = [{ accept: "text/plain" }, AbortSignal.timeout(GIVE_UP_AFTER)];
    const answer = await fetch("/me/drafts", { method: "POST", headers, body, keepalive, signal });
    if (answer.redirected) return { words: answer.url.includes("kept=1") ? ENDED : FAILED, over: true };
    if (answer.status === 409) return { words: OVERTAKEN, over: true };
    if (answer.status === 413) return { words: TOO_LONG };
    return answer.ok ? { draft: await answer.text(), words: "下書きを保存しました" } : { words: FAILED };
  } catch {
    return { words: FAILED };
  }
}

const texts = (form) => [...new FormData(form)].filter(([, value]) => typeof value === "string");

const signature = (form) => JSON.stringify(texts(form).filter(([name]) => name !== "draft"));

const hasText = (form) => [...form.elements].some((field) => field.matches("textarea, input[type=text]") && field.value.trim());

function draftField(form) {
  const field = form.elements.namedItem("draft");
  if (field) return field;
  const added = Object.assign(document.createElement("input"), { type: "hidden", name: "draft" });
  form.prepend(added);
  return added;
}

// Read out when something becomes different, not at every save: the time is for the eyes.
function status(button) {
  const line = document.createElement("p");
  const [words, time] = [document.createElement("span"), document.createElement("span")];
  line.className = "hint";
  line.setAttribute("role", "status");
  time.setAttribute("aria-hidden", "true");
  line.append(words, time);
  button.parentElement.after(line);
  return (told, at) => {
    if (words.textContent !== told) words.textContent = told;
    const clock = { hour: "numeric", minute: "2-digit", timeZone: "Asia/Tokyo" };
    time.textContent = at ? `（${at.toLocaleTimeString("ja-JP", clock)}）` : "";
  };
}
