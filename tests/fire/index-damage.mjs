#!/usr/bin/env node
// The search index is deleted, cut, flipped, or of an older version: it is built anew by itself, pages work meanwhile,
// and what is found afterwards is the same.
//
//   node tests/fire/index-damage.mjs [--discussions 60]

import { closeSync, openSync, readdirSync, readFileSync, readSync, rmSync, statSync, truncateSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import { Product } from "./lib/product.mjs";
import { check, main, options, say } from "./lib/report.mjs";
import { keys } from "./lib/visitor.mjs";

const { discussions } = options({ discussions: "60" });
const SUBJECTS = ["退院調整", "在宅医療", "看取り", "認知症ケア", "災害時の連携", "多職種研修", "薬剤管理", "口腔ケア"];
const QUESTIONS = [...SUBJECTS, "退院", "研修の進め方", "見本 ichiro", "相談", "連携 ケア", "くちからたべる"];
const SAME_WITHIN = 30;

await main("index-damage", async () => {
  const product = new Product();
  await product.start();
  for (const person of ["ichiro", "jiro"]) await product.addPerson(person);
  const ichiro = await product.visitor("ichiro");
  for (let number = 0; number < Number(discussions); number += 1) {
    const subject = SUBJECTS[number % SUBJECTS.length];
    const asked = await ichiro.start(`${subject}について（その${number}）`, `${subject}の進め方を教えてください。研修も考えています。`);
    if (asked.status !== 303) throw new Error(`could not post: ${asked.status}`);
  }
  const before = await untilQuiet(ichiro);
  say(`${discussions} discussions; ${before.flat().length} hits for ${QUESTIONS.length} questions`);

  const harms = {
    "the folder deleted": (root) => rmSync(root, { recursive: true }),
    "the file that names the index emptied": (root) => truncateSync(join(root, "current"), 0),
    "every file cut in half": (root) => each(root, (file) => truncateSync(file, Math.floor(statSync(file).size / 2))),
    "one bit of the largest file flipped": (root) => flip(largest(root)),
    "one bit of every file flipped": (root) => each(root, flip),
    "the largest file deleted": (root) => rmSync(largest(root)),
    "the folder filled with an index of an older version": (root) => each(root, older),
  };
  for (const [what, harm] of Object.entries(harms)) {
    await product.stop();
    harm(join(product.data, "index"));
    const from = performance.now();
    await product.start({ readyWithin: 60, path: "/healthz" });
    const page = await ichiro.get("/threads");
    const search = await ichiro.get("/search?q=x");
    check(page.status === 200 && [200, 503].includes(search.status), `stopped, ${what}: pages work, search answers ${search.status}`);
    await same(ichiro, before, from, `stopped, ${what}`);
  }

  for (const what of ["the folder deleted", "every file cut in half", "one bit of every file flipped"]) {
    const from = performance.now();
    harms[what](join(product.data, "index"));
    const page = await ichiro.get("/threads");
    const asked = await ichiro.start("壊れているあいだの相談です", "書いたものは見つかるでしょうか。");
    check(page.status === 200 && asked.status === 303, `running, ${what}: pages and posting work`);
    await pause(1500);
    await untilFoundAgain(ichiro, from, what);
  }
  await product.stop();
  await product.start();
  check((await hits(ichiro, "壊れているあいだ")).length === 3, "what was posted meanwhile is found");
  check(await product.stop() === 0, "ends well when told to");
});

// The hits of every question, each in order of its key.
async function all(visitor) {
  return Promise.all(QUESTIONS.map((words) => hits(visitor, words)));
}

async function hits(visitor, words) {
  const found = [];
  for (let page = 1; page < 20; page += 1) {
    const answer = await visitor.get(`/search?q=${encodeURIComponent(words)}&page=${page}`);
    const here = answer.status === 200 ? keys(answer.body) : [];
    found.push(...here);
    if (!answer.body.includes(`page=${page + 1}`)) break;
  }
  return [...new Set(found)].sort();
}

// The hits once they do not change any more.
async function untilQuiet(visitor) {
  let last = await all(visitor);
  for (;;) {
    await pause(1500);
    const now = await all(visitor);
    if (JSON.stringify(now) === JSON.stringify(last) && now[0].length > 0) return now;
    last = now;
  }
}

async function same(visitor, before, from, what) {
  let now = [];
  while (performance.now() - from < SAME_WITHIN * 1000) {
    now = await all(visitor);
    if (JSON.stringify(now) === JSON.stringify(before)) break;
    await pause(200);
  }
  check(JSON.stringify(now) === JSON.stringify(before), `${what}: identical hits ${((performance.now() - from) / 1000).toFixed(1)} s after the start`);
}

// Damage under a running server may be seen only when the files are read or written next.
async function untilFoundAgain(visitor, from, what) {
  let found = [];
  while (performance.now() - from < SAME_WITHIN * 1000 && found.length === 0) {
    found = await hits(visitor, "壊れているあいだ");
    await pause(300);
  }
  check(found.length > 0, `running, ${what}: the search answers with what was posted since, after ${((performance.now() - from) / 1000).toFixed(1)} s`);
}

function each(root, harm) {
  for (const file of files(root)) harm(file);
}

// The files of the index itself; without the lock and what is empty.
function files(root) {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && !/lock/.test(entry.name));
  return entries.map((entry) => join(entry.parentPath ?? entry.path, entry.name)).filter((file) => statSync(file).size > 0 && !file.endsWith("current"));
}

function largest(root) {
  return files(root).sort((a, b) => statSync(b).size - statSync(a).size)[0];
}

function flip(file) {
  const [at, byte] = [Math.floor(statSync(file).size / 3), Buffer.alloc(1)];
  const handle = openSync(file, "r+");
  readSync(handle, byte, 0, 1, at);
  byte[0] ^= 0x10;
  writeSync(handle, byte, 0, 1, at);
  closeSync(handle);
}

// An index says what it was made with in `meta.json`.
function older(file) {
  if (!file.endsWith("meta.json")) return;
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replace(/(\\"epoch\\":\\")/, "$10-older-"));
}
