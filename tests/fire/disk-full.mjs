#!/usr/bin/env node
// A full disk: a clear page, nothing half-written, reading goes on, and all is well once there is room again.
//
//   node tests/fire/disk-full.mjs [--database sqlite|postgres|both] [--seconds 6]

import { setTimeout as pause } from "node:timers/promises";

import { hasPostgres, Postgres } from "./lib/postgres.mjs";
import { Product } from "./lib/product.mjs";
import { check, main, options, say, skip } from "./lib/report.mjs";
import { SmallDisk } from "./lib/small-disk.mjs";
import { compare, untilFound, Writers } from "./lib/writers.mjs";

const { database, seconds } = options({ database: "both", seconds: "6" });
const PAGES = ["/", "/threads", "/coordinators", "/search?q=x", "/threads/new"];
const WRITABLE_WITHIN = 5;
const TYPED = "失われてはならない文章です。とても大切なことを書きました。";

await main("disk-full", async () => {
  if (database !== "postgres") {
    const disk = SmallDisk.mount(96);
    if (!disk) return skip(SmallDisk.why);
    await run("SQLite", disk, new Product({ data: disk.path }));
  }
  if (database === "sqlite") return;
  if (!hasPostgres()) return skip("PostgreSQL 15 or newer is not installed");
  const disk = SmallDisk.mount(192);
  if (!disk) return skip(SmallDisk.why);
  const cluster = await Postgres.start(disk.path);
  await run("PostgreSQL", disk, new Product({ database: cluster.database("fire") }));
});

async function run(name, disk, product) {
  await product.start();
  await product.addPerson("ichiro");
  const ichiro = await product.visitor("ichiro");
  const all = new Writers([ichiro]);
  all.start(3);
  await pause(2000);
  const shown = all.acknowledged[0].place;
  const pages = [...PAGES, shown];

  disk.fill();
  const full = performance.now();
  say(`${name}: the disk is full, ${disk.free()} bytes left`);
  await pause(Number(seconds) * 1000);
  const refused = all.answers.filter(({ at, took, status }) => at - took > full && status !== 303);
  const clear = refused.every(({ status }) => status === 507 || status === 503);
  check(refused.length > 0 && clear, `${name}: ${refused.length} posts were refused with ${statuses(refused)}`);
  check(refused.every(({ took }) => took < 5000), `${name}: within ${(Math.max(0, ...refused.map(({ took }) => took)) / 1000).toFixed(1)} s`);
  const form = await ichiro.post("/threads", { room: "pref-11", kind: "consultation", title: "題です", body: TYPED.repeat(200), once: "0123456789abcdef" });
  check([507, 503].includes(form.status) && form.body.includes(TYPED) && form.body.includes("もう一度送信する"),
    `${name}: the page (${form.status}) says 「${form.body.match(/<h1>(.*?)<\/h1>/)?.[1]}」 and gives back what was typed`);
  if (name === "SQLite") {
    const fields = { room: "pref-11", kind: "consultation", title: "題です", body: TYPED, once: "fedcba9876543210", files_seen: "1" };
    const file = await ichiro.upload("/threads", fields, 5_000_000);
    check(file.status === 507 && file.body.includes(TYPED), `${name}: a file is answered ${file.status} with what was typed`);
    const read = await Promise.all(pages.map((path) => ichiro.get(path)));
    check(read.every(({ status }) => status === 200), `${name}: reading goes on: ${statuses(read)}`);
  }
  check(await product.status("/healthz") === 200, `${name}: /healthz stays 200`);

  await all.stop();
  disk.empty();
  if (name === "SQLite") {
    const fields = { room: "pref-11", kind: "consultation", title: "題です", body: TYPED, once: "fedcba9876543210", files_seen: "1" };
    const file = await ichiro.upload("/threads", fields, 5_000_000);
    check(file.status === 303, `${name}: the same form with its file is taken once there is room (${file.status})`);
  }
  const room = performance.now();
  let again = { status: 0 };
  while (again.status !== 303 && performance.now() - room < 60_000) {
    again = await ichiro.start("空きができました", TYPED);
    await pause(100);
  }
  const took = (performance.now() - room) / 1000;
  check(again.status === 303 && took < WRITABLE_WITHIN, `${name}: writing works ${took.toFixed(1)} s after there was room again, without a restart`);
  const unknown = all.unknown.length;
  await all.settle();
  const { lost, doubled } = await compare(ichiro, all.acknowledged);
  check(lost === 0 && doubled === 0 && all.unknown.length === 0,
    `${name}: of ${all.ledger.length} posts (${unknown} sent again) lost ${lost}, doubled ${doubled}`);
  const found = await untilFound(ichiro, all.acknowledged);
  check(found >= 0, `${name}: everything is found, after ${found.toFixed(1)} s`);
  if (found < 0) console.error(product.tail());
  if (name === "SQLite") await readOnly(disk, product, ichiro, pages);
  check(await product.stop() === 0, `${name}: ends well when told to`);
  await product.start();
  const after = await compare(ichiro, all.acknowledged);
  check(after.lost === 0 && after.doubled === 0, `${name}: after a restart lost ${after.lost}, doubled ${after.doubled}`);
  await product.stop();
}

// A file system that has become read-only, as after a fault of the disk. It can only be made so while nothing on it is
// open for writing, so this is for systems that allow it nevertheless.
async function readOnly(disk, product, ichiro, pages) {
  if (!disk.readOnly(true)) return say("SKIPPED the disk cannot be made read-only while it is in use");
  const form = await ichiro.start("読み取り専用です", TYPED);
  check(form.status === 507, `read-only: posting is answered ${form.status}`);
  const read = await Promise.all(pages.map((path) => ichiro.get(path)));
  check(read.every(({ status }) => status === 200), `read-only: reading goes on: ${statuses(read)}`);
  disk.readOnly(false);
  check((await ichiro.start("書けるようになりました", TYPED)).status === 303, "writable again: posting works");
}

// `3 × 507, 1 × 503`
function statuses(answers) {
  const counts = new Map();
  for (const { status } of answers) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts].map(([status, count]) => `${count} × ${status}`).join(", ");
}
