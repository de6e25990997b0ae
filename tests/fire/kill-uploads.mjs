#!/usr/bin/env node
// Files under `kill -9`: what was acknowledged is there whole, nothing is there by halves or twice, and what nobody refers
// to is gone after one sweep.
//
//   node tests/fire/kill-uploads.mjs [--loops 3] [--database sqlite|postgres|both] [--writers 4]

import { createHash, randomBytes } from "node:crypto";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import { onEach } from "./lib/database.mjs";
import { check, main, options, say } from "./lib/report.mjs";
import { fresh, uniqueWord } from "./lib/visitor.mjs";
import { idOf } from "./lib/writers.mjs";

const { loops, database, writers } = options({ loops: "3", database: "both", writers: "4" });
const TWO_DAYS = 2 * 24 * 60 * 60 * 1000;

await main("kill-uploads", () => onEach(database, {}, run));

async function run(name, product, sql) {
  await product.start();
  for (const person of ["ichiro", "jiro"]) await product.addPerson(person);
  const people = [await product.visitor("ichiro"), await product.visitor("jiro")];
  const ledger = [];
  for (let loop = 1; loop <= Number(loops); loop += 1) {
    const before = ledger.length;
    let writing = true;
    const write = async (visitor) => {
      for (let thread = ""; writing;) {
        const entry = { visitor, thread, once: fresh(), word: uniqueWord(), files: someFiles() };
        ledger.push(entry);
        const answer = await send(entry);
        if (entry.place && !thread) thread = idOf(entry.place);
        if (answer.status !== 303) await pause(200);
      }
    };
    const all = Promise.all(Array.from({ length: Number(writers) }, (_, index) => write(people[index % people.length])));
    await until(() => ledger.slice(before).some((entry) => entry.place), 20);
    await pause(Math.random() * 1200);
    await product.kill();
    writing = false;
    await all;
    await product.start();
    const acknowledged = ledger.slice(before).filter((entry) => entry.place);
    const seen = await compare(people[0], ledger);
    const unknown = ledger.filter((entry) => !entry.place);
    // As a browser does with a form that is sent again, with its files.
    for (const entry of unknown) await send(entry);
    const after = await compare(people[0], ledger);
    const told = ({ lost, torn, doubled }) => `lost ${lost}, torn ${torn}, doubled ${doubled}`;
    const fine = ({ lost, torn, doubled }) => lost === 0 && torn === 0 && doubled === 0;
    check(acknowledged.length > 0 && fine(seen) && fine(after) && ledger.every((entry) => entry.place),
      `${name}, loop ${loop}: ${acknowledged.length} posts with files acknowledged, ${told(seen)}; ${unknown.length} sent again, ${told(after)}`);
  }
  await product.kill();
  await sweepUp(name, product, sql, people[0], ledger);
  check(await product.stop() === 0, `${name}: ends well when told to`);
}

// A day later, the first hourly work after the last crash takes away whatever nothing refers to.
async function sweepUp(name, product, sql, visitor, ledger) {
  const stored = onDisk(product).length;
  sql(`UPDATE contents SET since = since - ${TWO_DAYS}`);
  sql(`UPDATE files SET created_at = created_at - ${TWO_DAYS} WHERE post_id IS NULL`);
  await product.start();
  const number = (text) => Number(sql(text));
  const unused = () => number("SELECT COUNT(*) FROM contents WHERE state <> 'here'") + number("SELECT COUNT(*) FROM files WHERE post_id IS NULL");
  await until(() => unused() === 0, 30);
  const contents = number("SELECT COUNT(*) FROM contents");
  const idle = number("SELECT COUNT(*) FROM contents WHERE NOT EXISTS (SELECT 1 FROM files WHERE content_id = contents.id OR thumbnail_id = contents.id)");
  const left = onDisk(product);
  check(unused() === 0 && idle === 0 && left.length === contents,
    `${name}, after one sweep: ${stored} stored before, ${left.length} now, ${contents} of them known, ${idle} for nothing`);
  const { lost, torn, doubled } = await compare(visitor, ledger);
  const total = ledger.reduce((sum, entry) => sum + entry.files.length, 0);
  check(lost === 0 && torn === 0 && doubled === 0, `${name}, in the end: ${ledger.length} posts with ${total} files, lost ${lost}, torn ${torn}, doubled ${doubled}`);
  const landed = readdirSync(product.data).filter((file) => file.startsWith(".tmp"));
  check(landed.length === 0, `${name}: ${landed.length} files lie in the data folder by accident`);
  say(`${name}: ${left.reduce((sum, path) => sum + statSync(path).size, 0)} bytes in the store`);
}

// Every file in the store, also one that was being written.
function onDisk(product) {
  const folder = join(product.data, "files");
  return readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.path, entry.name));
}

// One to three texts, each different, of some bytes to some hundred thousand.
function someFiles() {
  return Array.from({ length: 1 + Math.floor(Math.random() * 3) }, (_, index) => {
    const length = 10 + Math.floor(Math.random() ** 3 * 400_000);
    const letters = randomBytes(length).map((byte, at) => (at % 8 === 7 ? 10 : 97 + (byte % 26)));
    return { name: `${index + 1}.txt`, bytes: Buffer.from(letters) };
  });
}

async function send(entry) {
  const { visitor, thread, word, once, files } = entry;
  const fields = thread
    ? { body: `${word} の様式です。`, once, files_seen: "1" }
    : { room: "pref-11", kind: "consultation", title: `様式 ${word}`, body: `${word} の様式です。`, once, files_seen: "1" };
  const answer = await visitor.sends(thread ? `/threads/${thread}/replies` : "/threads", fields, files);
  if (answer.status === 303) entry.place = answer.headers.location;
  else if (answer.status !== 0) throw new Error(`a form with files was answered with ${answer.status}: ${answer.body.replaceAll(/<[^>]*>|\s+/g, " ").slice(0, 600)}`);
  return answer;
}

// Acknowledged posts that miss a file, files that are not whole or not what was sent, files that are there twice. A post
// that was not acknowledged is there with all its files, or not at all.
async function compare(visitor, ledger) {
  const threads = new Set(ledger.filter((entry) => entry.place).map((entry) => idOf(entry.place)));
  const found = new Map();
  const [told, here] = [{ lost: 0, torn: 0, doubled: 0 }, new Map(ledger.map((entry) => [entry.word, entry]))];
  for (const thread of threads) {
    for (let page = 1; page < 100; page += 1) {
      const { body } = await visitor.get(`/threads/${thread}?page=${page}`);
      for (const [post] of body.matchAll(/<article[\s\S]*?<\/article>/g)) {
        const word = post.match(/(zq[a-z]+) の様式です/)?.[1];
        if (word) found.set(word, [...new Set([...post.matchAll(/href="(\/files\/\d+)"/g)].map(([, path]) => path))]);
      }
      if (!body.includes(`page=${page + 1}`)) break;
    }
  }
  for (const [word, entry] of here) {
    const paths = found.get(word);
    if (!paths) told.lost += entry.place ? 1 : 0;
    else if (paths.length > entry.files.length) told.doubled += 1;
    else if (paths.length < entry.files.length || !await isWhole(visitor, paths, entry)) told.torn += 1;
  }
  return told;
}

async function isWhole(visitor, paths, { files }) {
  const sent = files.map(({ bytes }) => digest(bytes));
  for (const [index, path] of paths.entries()) {
    const answer = await visitor.get(path);
    if (answer.status !== 200 || digest(Buffer.from(answer.body)) !== sent[index]) return false;
  }
  return true;
}

function digest(bytes) {
  return createHash("sha256").update(bytes).digest("hex");
}

async function until(holds, seconds) {
  const end = performance.now() + seconds * 1000;
  while (!holds() && performance.now() < end) await pause(20);
}
