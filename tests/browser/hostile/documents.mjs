// Texts that would run, in Word, Excel and PowerPoint files and in the names of files, on every page that shows them.

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";

import { TEXTS, lines, pieces } from "../lib/hostile.mjs";
import { slides, word, workbook } from "../lib/office.mjs";
import { idsOf } from "../lib/sender.mjs";

const ROOM = { room: "pref-11", kind: "consultation" };
const NAMED = "利用者の佐藤花子様のことです。";
const NUMBER = "被保険者番号は0012345678です。";
// A word that stands in nothing else, beside each of the texts, so that an excerpt shows them.
const WORD = "危険物取扱書類";
const KINDS = [["docx", word], ["xlsx", workbook], ["pptx", slides]];

export async function documents(cast) {
  const { coordinator, officer } = cast;
  const thread = await coordinator.send("/threads", { ...ROOM, title: "書類", body: "書類です。", files_seen: "1" }, files(beside));
  await shown(thread, coordinator, officer);
  await found(officer);
  await waiting(thread, coordinator);
  await guarded(cast);
  await decided(thread, cast);
}

const beside = TEXTS.map((text) => `${WORD} ${text}`);

// One of each kind, twice, under names that would run, too.
function files(texts) {
  const names = lines(60).filter((name) => !name.includes("/"));
  return [0, 1].flatMap((turn) => KINDS.map(([ending, make], index) => {
    const name = names[(turn * KINDS.length + index) * 7 % names.length];
    return { name: `${name}.${ending}`, bytes: make(texts) };
  }));
}

// Under the text, in the form that changes it, and as text alone.
async function shown(thread, writer, reader) {
  await reader.watch.open(thread);
  await writer.watch.open(`${thread}/edit`);
  const texts = [...new Set((await reader.text(thread)).match(/\/files\/\d+\/text/g))];
  assert.equal(texts.length, 6, "texts of documents");
  for (const path of texts) {
    const page = await reader.text(path);
    assert.ok(page.includes(`${WORD} `) && page.includes("&lt;script"), `${path} shows what the document says`);
    await reader.watch.open(path);
  }
}

// In the excerpts of hits, once the index has them.
async function found({ watch }) {
  const deadline = Date.now() + 20_000;
  const hits = () => watch.page.locator("main li[data-id^='thread-']");
  do {
    await pause(200);
    await watch.open(`/search?q=${WORD}`);
  } while (await hits().count() === 0 && Date.now() < deadline);
  assert.ok(await hits().count() > 0, "the documents are found");
  for (const near of ["script", "alert", "onerror", "img", "svg", "href", "javascript", "evil"]) await watch.open(`/search?q=${WORD} ${near}`);
}

// In forms that have not been sent for good: with files that wait, with a quotation, as a draft, and one that is too much.
async function waiting(thread, { watch }) {
  const reply = { body: TEXTS.slice(0, 20).join("\n\n"), files_seen: "1", quote: thread.split("/").at(-1) };
  await watch.submit(`${thread}/replies`, { ...reply, add_files: "1" }, [200], files(beside));
  await watch.submit(`${thread}/quotations`, reply, [200], files(beside));
  await watch.submit(`${thread}/quotations`, { ...reply, quote: TEXTS[0] }, [422], files(beside));
  const bad = files(beside).map(({ name }) => ({ name: name.replace(/x$/, ""), bytes: "絵" }));
  await watch.submit(`${thread}/replies`, reply, [422], [...files(beside), ...files(beside), ...bad]);
  await watch.submit("/me/drafts", { sent_to: `${thread}/replies`, ...reply }, [200], files(beside));
  await watch.open("/me/drafts");
}

// On the page of the guard, and in a text that waits for another look.
async function guarded({ coordinator, manager }) {
  const named = (sentence) => files(TEXTS.map((text) => `${text} ${sentence} ${text}`));
  const form = { ...ROOM, title: "書類", body: "書類です。", files_seen: "1" };
  const checked = async (sent) => {
    await coordinator.watch.submit("/threads", form, [422], sent);
    assert.match(await coordinator.watch.page.title(), /^個人情報チェック/, "the page of the guard");
  };
  await checked(named(NAMED));
  await checked(named(NUMBER));
  const names = lines(60).filter((name) => !name.includes("/")).slice(0, 8).map((name) => ({ name: `${name} 佐藤花子様.docx`, bytes: word(TEXTS) }));
  await checked(names);
  const once = randomBytes(8).toString("hex");
  const blocked = await coordinator.ask("/threads", { ...form, once }, named(NUMBER));
  assert.equal(blocked.status, 422, "a number in a document is blocked");
  const [reason] = pieces(500);
  await coordinator.send("/guard/disputes", { ...form, once, sent_to: "/threads", guard_reason: reason });
  await coordinator.watch.open("/me/disputes");
  const [dispute] = idsOf(await manager.text("/admin/disputes")).slice(-1);
  await manager.watch.open("/admin/disputes");
  await manager.watch.open(`/admin/disputes/${dispute}`);
}

// On the pages of those who answer for the room.
async function decided(thread, { officer, manager }) {
  const post = thread.split("/").at(-1);
  const [, words] = pieces(500);
  await officer.send(`/posts/${post}/report`, { kind: "improper", words });
  await officer.watch.open("/me/reports");
  const page = `/admin/posts/${post}`;
  for (const path of [page, `${page}/redaction`, `${page}/incident`]) await manager.watch.open(path);
  const [file] = (await manager.text(page)).match(/data-id="file-\d+"/).map((id) => id.match(/\d+/)[0]);
  const wish = { file, ground: "personal", words: "" };
  await manager.watch.submit(`${page}/redaction`, wish, [200]);
  await manager.send(`${page}/redaction`, { ...wish, confirmed: "1" });
  await manager.watch.open(page);
  await manager.watch.open("/admin/log");
}
