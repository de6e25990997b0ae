// Texts that would run if any page let them: into every field that is kept, then every page that shows it is opened in a
// browser that obeys no content security policy. Nothing may run, nothing may leave the site.

import assert from "node:assert/strict";

import { LINE_TEXTS, PAYLOADS, ROLES, TEXTS, Watch, lines, pieces } from "../lib/hostile.mjs";
import { letters } from "../lib/letters.mjs";
import { documents } from "../hostile/documents.mjs";
import { applications, contacts, desk, groups, handovers, invitations, profiles, savedSearches, synonyms } from "../hostile/people.mjs";
import { Sender, idsOf } from "../lib/sender.mjs";

export default { name: "texts that would run if they could", run };

const ROOM = { room: "japan", kind: "consultation" };
const NAMED = "利用者の佐藤花子様のことです。";
const NUMBER = "被保険者番号は0012345678です。";
// As long as a title may be.
const TITLES = LINE_TEXTS.map((text) => text.slice(0, 120));

async function run({ open, site, browser }) {
  const cast = {};
  for (const role of ROLES) {
    const visitor = await open(role);
    const sender = new Sender(visitor);
    sender.watch = await Watch.begin(browser, site.url, await visitor.context.storageState());
    cast[role] = sender;
  }
  const stranger = new Sender(await open());
  stranger.watch = await Watch.begin(browser, site.url);
  const everybody = [...Object.values(cast), stranger];
  try {
    await canary(stranger.watch);
    const tasks = [discussions, documents, histories, guarded, profiles, groups, desk, contacts, applications, invitations, handovers, synonyms, savedSearches, hidden, reports, questions];
    for (const task of tasks) await task({ ...cast, stranger, site });
    await everywhere(cast);
    letters(site);
  } finally {
    for (const { watch } of everybody) await watch.context.close();
  }
  const found = everybody.flatMap(({ watch }) => watch.found);
  assert.equal(found.length, 0, `\n${[...new Set(found)].slice(0, 40).join("\n")}`);
  assert.ok(everybody.reduce((sum, { watch }) => sum + watch.opened, 0) > 150, "pages were opened");
}

// A page that does let them run is noticed in every way.
async function canary(watch) {
  await watch.context.route("**/canary", (route) => route.fulfill({
    contentType: "text/html; charset=utf-8",
    body: "<svg/onload=alert(1)></svg><script>window.ran = 1</script><img src='https://evil.example/x'><a href='java\nscript:alert(1)'>x</a>",
  }));
  await watch.open("/canary");
  for (const sign of ["a script ran", "set a property", "left the site", "foreign script", "attribute onload", "dangerous address"]) {
    assert.ok(watch.found.some((line) => line.includes(sign)), `the canary shows: ${sign}`);
  }
  watch.found.length = 0;
}

// Each in a title, a body, a reply, a preview, a draft, the name and the text of a file.
async function discussions({ coordinator, officer }) {
  const threads = [];
  for (const [index, text] of TEXTS.entries()) {
    threads.push(await coordinator.send("/threads", { ...ROOM, title: TITLES[index], body: text }));
  }
  const [first] = threads;
  for (const text of TEXTS) await officer.send(`${first}/replies`, { body: text });
  const { watch } = officer;
  for (let page = 1; page <= 5; page += 1) await watch.open(`${first}?page=${page}`);
  // The titles and texts that were written for pages of their own.
  const own = PAYLOADS.map(({ where }, index) => (where === "title" ? threads[index] : "")).filter(Boolean);
  for (const thread of own) await watch.open(thread);
  await previews(coordinator);
  for (const [index, text] of TEXTS.entries()) {
    if (index % 10 === 0) await coordinator.send("/me/drafts", { sent_to: "/threads", ...ROOM, title: TITLES[index], body: text });
  }
  await coordinator.watch.open("/me/drafts");
  const [draft] = idsOf(await coordinator.text("/me/drafts"));
  await coordinator.watch.open(`/threads/new?draft=${draft}`);
  await files(coordinator, officer);
}

// As our own script puts them into the form's page.
async function previews({ watch }) {
  await watch.open("/threads/new");
  const shown = await watch.page.evaluate(async (texts) => {
    let count = 0;
    for (const body of texts) {
      const answer = await fetch("/preview", { method: "POST", body: new URLSearchParams({ body }) });
      const place = document.createElement("div");
      place.innerHTML = await answer.text();
      document.querySelector("main").append(place);
      if (answer.ok) count += 1;
    }
    return count;
  }, TEXTS);
  assert.equal(shown, TEXTS.length, "previews");
  await watch.look("previews");
  await watch.submit("/preview", { body: TEXTS.join("\n\n") }, [200]);
}

async function files(sender, reader) {
  const all = TEXTS.join("\n");
  const names = [...lines(60), ...lines(60).map((name) => `${name}.csv`)];
  const table = (cells) => `名前,内容\n${cells.map((cell) => `"${cell.replaceAll('"', '""')}",x`).join("\n")}\n`;
  const uploads = names.map((name, index) => ({ name, bytes: name.endsWith(".csv") ? table(LINE_TEXTS) : `${index}\n${all}` }));
  for (let at = 0; at < 30; at += 10) {
    const fields = { ...ROOM, title: `添付 ${at}`, body: "添付します。", files_seen: "1" };
    const thread = await sender.send("/threads", fields, uploads.filter((_, index) => index % 3 === at / 10).slice(0, 10));
    await reader.watch.open(thread);
    await sender.watch.open(`${thread}/edit`);
    const page = await reader.text(thread);
    const texts = [...new Set(page.match(/\/files\/\d+\/text/g))];
    assert.ok(texts.length > 5, `texts of files: ${texts.length}`);
    for (const text of texts.slice(0, 4)) await reader.watch.open(text);
  }
  // What pretends to be a picture, and what a browser would run, is not even taken.
  const bad = PAYLOADS.filter(({ where }) => where.startsWith("file:")).map(({ payload }) => ({ name: "絵.png", bytes: payload }));
  for (const file of bad) {
    const refused = await sender.ask("/threads", { ...ROOM, title: "絵", body: "絵です。" }, [file]);
    assert.equal(refused.status, 422, file.bytes);
  }
}

// Former versions beside each other, and the page of an edit that came too late.
async function histories({ coordinator, officer }) {
  const thread = await coordinator.send("/threads", { ...ROOM, title: "はじめの件名", body: "はじめの本文です。" });
  const texts = pieces(9_000);
  const edit = async (title, body) => {
    const version = (await coordinator.text(`${thread}/edit`)).match(/name="version" value="(\d+)"/)[1];
    await coordinator.send(`${thread}/edit`, { title, body, version });
  };
  await edit("\"><img src=x onerror=alert(1)>", texts.join("\n\n").slice(0, 9_000));
  await edit("</title><script>alert(1)</script>", TEXTS.map((text) => `${text} 直しました`).join("\n\n").slice(0, 9_000));
  await officer.watch.open(`${thread}/history`);
  await officer.watch.open(thread);
  await coordinator.watch.open(`${thread}/edit`);
  // Without what the guard takes for an address of mail, since it is asked first.
  const quiet = TEXTS.filter((text) => !text.includes("@forum"));
  const late = { title: "</script><svg/onload=alert(1)>", body: quiet.join("\n\n"), version: "0" };
  await coordinator.watch.submit(`${thread}/edit`, late, [409]);
}

// The page of the guard, and texts that wait with their reasons.
async function guarded({ coordinator, manager }) {
  const [reason] = pieces(500);
  for (const piece of pieces(1_500)) {
    const form = { ...ROOM, title: TITLES[7], body: `${NAMED}\n\n${piece}\n\n${NAMED}` };
    await coordinator.watch.submit("/threads", form);
  }
  await coordinator.watch.submit("/threads", { ...ROOM, title: "", body: TEXTS.join("\n\n") });
  for (const answer of ["release", "refusal"]) {
    const waiting = { ...ROOM, room: "pref-11", title: TITLES[6], body: `${NUMBER}\n\n${TEXTS.join("\n\n")}` };
    await coordinator.send("/guard/disputes", { ...waiting, sent_to: "/threads", guard_reason: reason });
    await coordinator.watch.open("/me/disputes");
    await manager.watch.open("/admin/disputes");
    const [dispute] = idsOf(await manager.text("/admin/disputes")).slice(-1);
    await manager.watch.open(`/admin/disputes/${dispute}`);
    await manager.send(`/admin/disputes/${dispute}/${answer}`, { answer: reason });
    await manager.watch.open(`/admin/disputes/${dispute}`);
    await coordinator.watch.open("/me/disputes");
  }
}

// Under a hidden name, and the reason for which it is asked who wrote.
async function hidden({ coordinator, administrator, bureau, site }) {
  const thread = await coordinator.send("/threads", { ...ROOM, title: TITLES[12], body: TEXTS.join("\n\n"), byline: "place_hidden" });
  await administrator.watch.open(thread);
  await administrator.watch.open(`${thread}/unmasking`);
  const { administrator: { password }, bureau: { password: other } } = site.people();
  const asked = await administrator.send(`${thread}/unmasking`, { reason: pieces(500)[1], password });
  await administrator.watch.open(asked);
  await administrator.watch.open("/admin/unmaskings");
  await bureau.watch.open(asked);
  await bureau.watch.submit(`${asked}/confirmation`, { password: other }, [200]);
  await coordinator.watch.open("/me/notices");
  assert.ok((await coordinator.text("/me/notices")).includes("投稿者が確かめられました"), "the author is told");
}

// What a reader says of a text, why it is hidden, and the logs of both.
async function reports({ coordinator, officer, manager }) {
  const [words, why] = pieces(500);
  const thread = await coordinator.send("/threads", { ...ROOM, room: "pref-11", title: TITLES[14], body: TEXTS.join("\n\n") });
  const post = thread.split("/").at(-1);
  await officer.watch.open(`/posts/${post}/report`);
  await officer.send(`/posts/${post}/report`, { kind: "other", words });
  await manager.watch.open("/admin/reports");
  await manager.watch.open(`/admin/posts/${post}`);
  await manager.send(`/admin/posts/${post}/hiding`, { hidden: "1", ground: "personal", words: why });
  for (const path of [`/admin/posts/${post}`, "/admin/log"]) await manager.watch.open(path);
  for (const path of [thread, "/me/acts", "/log"]) await coordinator.watch.open(path);
  await officer.watch.open("/me/reports");
}

// What stands in an address comes back on the page.
async function questions({ coordinator, stranger }) {
  const { watch } = coordinator;
  const words = ["script", "alert", "onerror", "img src", "evil.example", "javascript", ...LINE_TEXTS.filter((_, index) => index % 16 === 0)];
  for (const word of words) await watch.open(`/search?q=${encodeURIComponent(word)}`);
  for (const { payload } of PAYLOADS.filter(({ where }) => where === "query")) {
    await watch.open(`/search?q=${encodeURIComponent(payload)}&tab=people&from=${encodeURIComponent(payload)}&room=${encodeURIComponent(payload)}`);
    await watch.open(`/coordinators?q=${encodeURIComponent(payload)}&pref=${encodeURIComponent(payload)}`);
    await watch.open(`/threads/new?title=${encodeURIComponent(payload)}&to=${encodeURIComponent(payload)}`, [200, 404]);
    await watch.open(`/threads?cursor=${encodeURIComponent(payload)}&theme=${encodeURIComponent(payload)}`);
    await stranger.watch.open(`/sign-in?next=${encodeURIComponent(payload)}`);
  }
  const ways = PAYLOADS.filter(({ where }) => where === "redirect").map(({ payload }) => payload);
  for (const next of ways) await stranger.watch.open(`/sign-in?next=${encodeURIComponent(next)}`);
  await stranger.watch.submit("/sign-in", { email: TEXTS[0], password: TEXTS[1], next: ways[0] });
  await watch.submit("/threads/similar", { ...ROOM, title: "script alert onerror", body: TEXTS.join("\n") }, [200, 404, 405, 422]);
}

// The lists in which the titles stand, for everybody.
async function everywhere(cast) {
  const { watch } = cast.officer;
  const shown = new Set();
  for (let page = "/threads?room=japan&sort=new"; page && shown.size < TEXTS.length;) {
    await watch.open(page);
    for (const id of await watch.page.locator("main li[data-id]").evaluateAll((rows) => rows.map((row) => row.dataset.id))) shown.add(id);
    page = await watch.page.evaluate(() => [...document.querySelectorAll("main a[href*='cursor=']")].at(-1)?.getAttribute("href"));
  }
  assert.ok(shown.size >= TEXTS.length, `${shown.size} titles in the list`);
  for (const { watch } of Object.values(cast)) {
    for (const path of ["/", "/me/notices", "/me/notices/settings", "/threads", "/rooms", "/coordinators", "/me/sessions"]) await watch.open(path);
  }
  await cast.administrator.watch.open("/admin/mail");
}
