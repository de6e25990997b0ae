// Texts that would run if any page let them: into every field that is kept, then every page that shows it is opened in a
// browser that obeys no content security policy. Nothing may run, nothing may leave the site.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { LINE_TEXTS, PAYLOADS, TEXTS, Watch, pieces } from "../lib/hostile.mjs";
import { Sender } from "../lib/sender.mjs";

export default { name: "texts that would run if they could", run };

const ROLES = ["coordinator", "officer", "manager", "bureau", "administrator"];
const ROOM = { room: "japan", kind: "consultation" };
const NAMED = "利用者の佐藤花子様のことです。";
const NUMBER = "被保険者番号は0012345678です。";
// As long as a title may be.
const TITLES = LINE_TEXTS.map((text) => text.slice(0, 120));
const lines = (longest) => LINE_TEXTS.filter((text) => text.length <= longest);
const idsOf = (page) => [...page.matchAll(/data-id="([^"]+)"/g)].map(([, id]) => id);

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
    const tasks = [discussions, histories, guarded, profiles, groups, desk, contacts, applications, invitations, hidden, questions];
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

async function profiles(cast) {
  const introductions = pieces(1_000);
  assert.ok(introductions.length <= 2 * ROLES.length, `${introductions.length} introductions`);
  for (const [index, introduction] of introductions.entries()) {
    const person = cast[ROLES[index % ROLES.length]];
    await person.send("/me/profile", { kana: "みほん", introduction, experience_years: "3" });
    const own = (await person.text("/")).match(/href="(\/coordinators\/\d+)"/)?.[1];
    const found = own ?? (await person.text("/coordinators?q=みほん")).match(/href="(\/coordinators\/\d+)"/)[1];
    await cast.bureau.watch.open(found);
    await person.watch.open("/me/profile");
  }
  await cast.coordinator.watch.open("/coordinators?q=みほん");
  await cast.coordinator.watch.submit("/me/profile", { kana: LINE_TEXTS[3], introduction: TEXTS[3], experience_years: LINE_TEXTS[4] });
}

async function groups({ bureau, officer }) {
  const purposes = pieces(200);
  for (const [index, name] of lines(40).slice(0, 4).entries()) {
    const room = await bureau.send("/groups", { name, purpose: purposes[index % purposes.length] });
    await bureau.watch.open(room);
    const group = room.replace("/rooms/group-", "/groups/");
    await bureau.watch.open(group);
    if (index > 0) continue;
    const member = (await bureau.text(`${group}?q=${encodeURIComponent("見本")}`)).match(/name="person" value="(\d+)"/)?.[1];
    assert.ok(member, "somebody to invite");
    await bureau.send(`${group}/invitations`, { person: member });
  }
  await bureau.watch.open("/groups");
  await bureau.watch.open("/rooms");
  await officer.watch.open("/groups");
  await bureau.watch.submit("/groups", { name: TEXTS.join(" "), purpose: TEXTS.join(" ") });
}

// Seats, organisations and reasons at the managers' desk.
async function desk({ manager, coordinator }) {
  const people = idsOf(await manager.text("/admin/people"));
  const registered = people.slice(5, 7).map((id) => `/admin/people/${id.replace("person-", "")}`);
  for (const [index, path] of registered.entries()) {
    const seat = {
      organisation: lines(90).slice(index * 40)[0], affiliation: "medical-association", municipality: "埼玉県熊谷市",
      title: lines(60).slice(index * 30)[0], form: "commissioned", places: "埼玉県熊谷市", started_on: "2026-04-01",
    };
    await manager.send(`${path}/seats`, seat);
    await manager.watch.open(path);
    await coordinator.watch.open(path.replace("/admin/people", "/coordinators"));
  }
  const [path] = registered;
  await manager.watch.submit(`${path}/seats`, { organisation: TEXTS[2], title: TEXTS[3], places: TEXTS[4], municipality: TEXTS[5] });
  await manager.watch.submit(`${path}/grants`, { role: "officer", scope: TEXTS[4] });
  await manager.send(`${path}/standing`, { standing: "suspended", reason: pieces(500)[0] });
  await manager.watch.open(path);
  await manager.watch.open(`${path}/standing`);
  await manager.send(`${path}/standing`, { standing: "active", reason: pieces(500)[1] });
  await manager.watch.open(path);
  await manager.watch.open("/municipalities/11202");
}

async function contacts({ coordinator, bureau }) {
  const people = (await bureau.text("/coordinators?q=みほん")).match(/\/coordinators\/\d+/g);
  let asked = 0;
  for (const person of new Set(people)) {
    const answer = await bureau.ask(`${person}/contact-requests`, { message: pieces(300)[asked] });
    asked += answer.status === 303 ? 1 : 0;
  }
  assert.ok(asked > 0, "somebody is asked for a contact");
  for (const { watch } of [coordinator, bureau]) await watch.open("/me/contact-requests");
}

// Applications are read before anybody is known; one is let in under a name that would run.
async function applications({ stranger, manager, coordinator, site }) {
  const form = await stranger.text("/join");
  const version = (name) => form.match(new RegExp(`name="${name}" value="([^"]+)"`))[1];
  for (const [index, ending] of ["release", "decline"].entries()) {
    const email = `hostile${index}@example.jp`;
    const fields = {
      kana: "みほん", name: "<img src=x onerror=alert(1)>", email, organisation: "'\"><svg/onload=alert(1)>",
      affiliation: "medical-association", municipality: "埼玉県熊谷市", phone: "0230-00-0000", title: "</title><script>alert(1)</script>",
      form: "commissioned", full_time: "1", places: "埼玉県熊谷市", proof: pieces(1_000)[index], terms: version("terms"), privacy: version("privacy"),
    };
    await stranger.watch.submit("/join", { ...fields, places: TEXTS[9] });
    const before = idsOf(await manager.text("/admin/applications"));
    await stranger.send("/join", fields);
    await stranger.send(pathIn(await letterTo(site, email), "/join/"), { password: "とても長い合言葉をつかいます。" });
    const application = idsOf(await manager.text("/admin/applications")).find((id) => !before.includes(id));
    const path = `/admin/applications/${application}`;
    await manager.watch.open("/admin/applications");
    await manager.watch.open(path);
    await manager.watch.submit(`${path}/decline`, { reason: "x".repeat(600) + TEXTS[9] });
    await manager.send(`${path}/${ending}`, { checked: pieces(500)[2], reason: pieces(500)[3] });
    await manager.watch.open("/admin/applications");
    await manager.watch.open(path, [200, 404]);
  }
  await coordinator.watch.open(`/coordinators?q=${encodeURIComponent("<img")}`);
  await manager.watch.open("/admin/people?q=onerror");
}

async function invitations({ manager, stranger, site }) {
  const email = "invited@example.jp";
  const seat = {
    email, organisation: "'\"><svg/onload=alert(1)>", affiliation: "medical-association", municipality: "埼玉県熊谷市",
    phone: "0230-00-0000", title: "</title><script>alert(1)</script>", form: "commissioned", full_time: "1", places: "埼玉県熊谷市",
  };
  await manager.send("/admin/invitations", seat);
  await manager.watch.open("/admin/invitations");
  await stranger.watch.open(pathIn(await letterTo(site, email), "/invitations/"));
}

// Under a hidden name, and the reason for which it is asked who wrote.
async function hidden({ coordinator, administrator, site }) {
  const thread = await coordinator.send("/threads", { ...ROOM, title: TITLES[12], body: TEXTS.join("\n\n"), byline: "place_hidden" });
  await administrator.watch.open(thread);
  await administrator.watch.open(`${thread}/unmasking`);
  const { password } = site.people().administrator;
  const asked = await administrator.send(`${thread}/unmasking`, { reason: pieces(500)[1], password });
  await administrator.watch.open(asked);
  await administrator.watch.open("/admin/unmaskings");
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

// Letters are text and nothing else, whatever was typed.
function letters(site) {
  const folder = join(site.data, "mail");
  const names = readdirSync(folder).filter((name) => name.endsWith(".eml"));
  assert.ok(names.length > 5, `${names.length} letters`);
  for (const name of names) {
    const [head] = readFileSync(join(folder, name), "utf8").split("\r\n\r\n");
    const fields = head.replaceAll(/\r\n[ \t]/g, " ").split("\r\n");
    const types = fields.filter((field) => /^content-type:/i.test(field));
    assert.deepEqual(types.map((type) => type.toLowerCase()), ["content-type: text/plain; charset=utf-8"], name);
    for (const field of fields) assert.match(field, /^[A-Za-z-]+: [\x20-\x7e]*$/, name);
  }
}

// The text of the last letter to an address, once it lies in the folder.
async function letterTo(site, email) {
  const folder = join(site.data, "mail");
  for (let turn = 0; turn < 200; turn += 1) {
    const all = readdirSync(folder).filter((name) => name.endsWith(".eml")).sort().map((name) => readFileSync(join(folder, name), "utf8"));
    const found = all.filter((letter) => letter.includes(`To: ${email}`) || letter.includes(`<${email}>`)).at(-1);
    if (found) {
      const [head, ...rest] = found.split("\r\n\r\n");
      const body = rest.join("\n\n");
      return /base64/i.test(head) ? Buffer.from(body, "base64").toString() : body.replaceAll("=\r\n", "").replaceAll("=3D", "=");
    }
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
  return assert.fail(`no letter to ${email}`);
}

function pathIn(letter, beginning) {
  return letter.match(new RegExp(`https?://[^/\\s]+(${beginning}[A-Za-z0-9_-]+)`))?.[1] ?? assert.fail(letter);
}
