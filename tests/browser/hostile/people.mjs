// Texts that would run, in everything that is kept about people: profiles, groups, seats, requests, applications, invitations.

import assert from "node:assert/strict";

import { LINE_TEXTS, ROLES, TEXTS, lines, pieces } from "../lib/hostile.mjs";
import { letterTo, pathIn } from "../lib/letters.mjs";
import { idsOf } from "../lib/sender.mjs";

export async function profiles(cast) {
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

export async function groups({ bureau, officer }) {
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

// Words that the search takes for each other, as they are proposed and as they are kept.
export async function synonyms({ coordinator, administrator }) {
  const words = lines(40).slice(0, 16).join("\n");
  await coordinator.send("/synonyms", { kind: "equal", words });
  await administrator.watch.open("/admin/synonyms");
  await administrator.send("/admin/synonyms", { kind: "equal", words });
  await administrator.watch.open("/admin/synonyms");
  await coordinator.watch.open("/synonyms");
  await coordinator.watch.open(`/search?q=${encodeURIComponent(words.split("\n")[0])}`);
  for (const { watch } of [coordinator, administrator]) await watch.submit("/synonyms", { kind: TEXTS[0], words: TEXTS.join("\n") });
}

// Names and questions of saved searches.
export async function savedSearches({ coordinator }) {
  for (const name of lines(60).slice(0, 12)) {
    await coordinator.send("/me/searches", { query: `q=${encodeURIComponent(name.slice(0, 12))}`, name, level: "1" });
  }
  await coordinator.watch.open("/me/searches");
  const [id] = idsOf(await coordinator.text("/me/searches"));
  await coordinator.watch.open(id.replace("search-", "/me/searches/"));
  await coordinator.watch.open(`/me/searches/new?q=${encodeURIComponent(TEXTS.join(" "))}`);
  await coordinator.watch.submit("/me/searches", { query: "q=a", name: TEXTS.join(" "), level: TEXTS[0] });
}

// What a seat hands on in words, names of successors, and lines of the turn of the year.
export async function handovers({ coordinator, manager, stranger, site }) {
  const seat = (await coordinator.text("/me/handover")).match(/href="(\/seats\/\d+)"/)[1];
  const texts = pieces(9_000);
  for (const [version, body] of texts.entries()) {
    await coordinator.send(`${seat}/note`, { body, version: `${version}` });
    for (const { watch } of [coordinator, manager]) await watch.open(`${seat}/note`);
  }
  await coordinator.watch.open(`${seat}/note/edit`);
  await coordinator.watch.open(`${seat}/note/edit?outline=1`);
  const quiet = TEXTS.filter((text) => !text.includes("@forum"));
  await coordinator.watch.submit(`${seat}/note`, { body: quiet.join("\n\n"), version: "0" }, [409]);
  await coordinator.watch.submit(`${seat}/note`, { body: "", version: TEXTS[0] });
  const email = "follows@example.jp";
  await manager.send(`/admin${seat}/successor`, { email, name: lines(60)[0], started_on: new Date().toISOString().slice(0, 10) });
  await manager.watch.open("/admin/invitations");
  await stranger.watch.open(pathIn(await letterTo(site, email), "/invitations/"));
  await manager.watch.submit(`/admin${seat}/successor`, { email: TEXTS[1], name: LINE_TEXTS[2], started_on: TEXTS[3] });
  const [tenure] = idsOf(await manager.text("/admin/turnover"));
  const line = { tenure, what: "follows", ended_on: TEXTS[4], email: TEXTS[5], name: LINE_TEXTS[6], step: "preview" };
  await manager.watch.submit("/admin/turnover", line);
  await manager.watch.submit("/admin/turnover", { ...line, step: "edit" }, [200]);
}

// Seats, organisations and reasons at the managers' desk.
export async function desk({ manager, coordinator }) {
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
  // The note of a municipality, each version over the one before.
  for (const [version, body] of pieces(2_900).entries()) {
    await manager.send("/municipalities/11202/note", { body, version: String(version) });
    for (const page of ["", "/note", "/note/removal"]) await manager.watch.open(`/municipalities/11202${page}`);
  }
}

export async function contacts({ coordinator, bureau }) {
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
export async function applications({ stranger, manager, coordinator, site }) {
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

export async function invitations({ manager, stranger, site }) {
  const email = "invited@example.jp";
  const seat = {
    email, organisation: "'\"><svg/onload=alert(1)>", affiliation: "medical-association", municipality: "埼玉県熊谷市",
    phone: "0230-00-0000", title: "</title><script>alert(1)</script>", form: "commissioned", full_time: "1", places: "埼玉県熊谷市",
  };
  await manager.send("/admin/invitations", seat);
  await manager.watch.open("/admin/invitations");
  await stranger.watch.open(pathIn(await letterTo(site, email), "/invitations/"));
}
