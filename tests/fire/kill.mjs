#!/usr/bin/env node
// Posting under `kill -9`: nothing that was acknowledged is lost, nothing is there twice, everything is found again.
//
//   node tests/fire/kill.mjs [--loops 3] [--database sqlite|postgres|both] [--writers 6]

import { setTimeout as pause } from "node:timers/promises";

import { hasPostgres, Postgres } from "./lib/postgres.mjs";
import { Product } from "./lib/product.mjs";
import { check, main, options, say, skip } from "./lib/report.mjs";
import { compare, untilFound, Writers } from "./lib/writers.mjs";

const { loops, database, writers } = options({ loops: "3", database: "both", writers: "6" });
const FOUND_WITHIN = 30;

await main("kill", async () => {
  if (database !== "postgres") await run("SQLite", new Product());
  if (database === "sqlite") return;
  if (!hasPostgres()) return skip("PostgreSQL 15 or newer is not installed");
  const cluster = await Postgres.start();
  await run("PostgreSQL", new Product({ database: cluster.database("fire") }));
});

async function run(name, product) {
  await product.start();
  for (const person of ["ichiro", "jiro"]) await product.addPerson(person);
  const people = [await product.visitor("ichiro"), await product.visitor("jiro")];
  const all = new Writers(people);
  let slowest = { ready: 0, found: 0 };
  for (let loop = 1; loop <= Number(loops); loop += 1) {
    const before = all.ledger.length;
    all.start(Number(writers));
    await pause(200 + Math.random() * 1300);
    await product.kill();
    await all.stop();
    const ready = await product.start();
    const acknowledged = all.ledger.slice(before).filter((entry) => entry.place);
    const found = await untilFound(people[0], acknowledged, FOUND_WITHIN);
    const unknown = all.unknown.length;
    await all.settle();
    const { lost, doubled } = await compare(people[0], acknowledged);
    slowest = { ready: Math.max(slowest.ready, ready), found: Math.max(slowest.found, found) };
    const figures = `${acknowledged.length} acknowledged, ${unknown} unknown and sent again, ready after ${ready.toFixed(1)} s`;
    check(acknowledged.length > 0 && lost === 0 && doubled === 0 && found >= 0 && all.unknown.length === 0,
      `${name}, loop ${loop}: ${figures}, all found ${found.toFixed(1)} s later, lost ${lost}, doubled ${doubled}`);
  }
  // What was sent again is there once too: the site has as many discussions as the ledger.
  const { lost, doubled } = await compare(people[0], all.acknowledged);
  const started = all.acknowledged.filter((entry) => !entry.thread).length;
  const total = Number((await people[0].get("/threads")).body.match(/data-total="(\d+)"/)?.[1]);
  check(lost === 0 && doubled === 0 && total === started,
    `${name}, in the end: ${all.ledger.length} posts, lost ${lost}, doubled ${doubled}; ${total} discussions of ${started} started`);
  const again = await untilFound(people[0], all.acknowledged, FOUND_WITHIN);
  check(again >= 0, `${name}, in the end: all ${all.ledger.length} posts are found, each once`);
  say(`${name}: slowest start ${slowest.ready.toFixed(1)} s, slowest search ${slowest.found.toFixed(1)} s after it`);
  check(await product.stop() === 0, `${name}: ends well when told to`);
}
