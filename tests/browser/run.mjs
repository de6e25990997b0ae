// Starts the real product with its demo, lives the journeys in a real browser, and stops everything again.
//
//   node run.mjs [WORDS]     only the checks whose name contains WORDS
//
// YOKOITO_BIN: the binary · CHROMIUM: the browser · SCREENSHOTS=1: a picture of every page type in screenshots/

import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { launch } from "./lib/browser.mjs";
import { startDemo } from "./lib/site.mjs";
import { Visitor } from "./lib/visitor.mjs";
import april from "./journeys/april.mjs";
import ask from "./journeys/ask.mjs";
import attach from "./journeys/attach.mjs";
import compose from "./journeys/compose.mjs";
import drafts from "./journeys/drafts.mjs";
import findAPeer from "./journeys/find-a-peer.mjs";
import guard from "./journeys/guard.mjs";
import hostile from "./journeys/hostile.mjs";
import keyboard from "./journeys/keyboard.mjs";
import newcomer from "./journeys/newcomer.mjs";
import order from "./journeys/order.mjs";
import pages from "./journeys/pages.mjs";
import roster from "./journeys/roster.mjs";
import search from "./journeys/search.mjs";
import setUp from "./journeys/set-up.mjs";
import signIn from "./journeys/sign-in.mjs";
import threePeers from "./journeys/three-peers.mjs";

const WAYS = [
  { name: "desktop", width: 1280, height: 900, scripts: true },
  { name: "desktop without scripts", width: 1280, height: 900, scripts: false },
  { name: "phone", width: 360, height: 740, scripts: true },
  { name: "phone without scripts", width: 360, height: 740, scripts: false },
];
const PICTURES = fileURLToPath(new URL("./screenshots/", import.meta.url));

const wanted = process.argv[2] ?? "";
const began = Date.now();
let passed = 0;
let failed = 0;

mkdirSync(PICTURES, { recursive: true });
const site = await startDemo();
const browser = await launch();
try {
  for (const journey of [signIn, findAPeer, ask, guard, attach, drafts, compose, order, roster, search, newcomer, threePeers, april]) {
    for (const way of WAYS) await check(`${journey.name} (${way.name})`, way, journey.run);
  }
  await check(keyboard.name, WAYS[0], keyboard.run);
  await check(setUp.name, WAYS[3], setUp.run);
  // Pages do not touch each other, so two are looked at side by side.
  const left = [...pages];
  const look = async () => {
    for (let page = left.shift(); page; page = left.shift()) await check(page.name, WAYS[0], page.run);
  };
  await Promise.all([look(), look()]);
  // Last, since it leaves its texts all over the site.
  await check(hostile.name, WAYS[0], hostile.run);
} finally {
  await browser.close();
  const stopped = await site.stop();
  if (!wanted) report("the product stops cleanly when told to", stopped);
  if (!wanted) report("the product logged no error", site.loggedErrors());
}
console.log(`${passed} passed, ${failed} failed in ${Math.round((Date.now() - began) / 1000)} s`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);

// Runs one check; every visitor that it opens is closed and asked what went wrong behind the scenes.
async function check(name, way, run) {
  if (!name.includes(wanted)) return;
  const start = Date.now();
  const visitors = [];
  const open = async (role, changes = {}) => {
    const visitor = await Visitor.open(browser, changes.site ?? site, role, { ...way, ...changes });
    visitors.push(visitor);
    return visitor;
  };
  let problem = "";
  try {
    await run({ open, site, browser, way, pictures: process.env.SCREENSHOTS ? PICTURES : "" });
  } catch (error) {
    problem = `${shown(error)}\n`;
    for (const [index, visitor] of visitors.entries()) {
      const file = `${PICTURES}failed-${name.replaceAll(/[^\p{L}\p{N}]+/gu, "-")}-${index}.png`;
      problem += `at ${visitor.page.url()}, see ${file}\n`;
      await visitor.page.screenshot({ path: file, fullPage: true }).catch(() => {});
    }
  }
  for (const visitor of visitors) {
    problem += visitor.problems.map((line) => `${line}\n`).join("");
    await visitor.close();
  }
  report(`${name} ${((Date.now() - start) / 1000).toFixed(1)} s`, problem);
}

// The message, and where in the journey it was.
function shown(error) {
  const where = String(error.stack).split("\n").find((line) => /journeys/.test(line)) ?? "";
  return `${error.message.trim()}\n${where.trim()}`;
}

function report(name, problem) {
  if (problem) failed += 1;
  else passed += 1;
  console.log(`${problem ? "not ok" : "ok"} ${passed + failed} - ${name}`);
  if (problem) console.log(problem.trimEnd().replaceAll(/^/gm, "    "));
}
