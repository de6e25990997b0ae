#!/usr/bin/env node
// PostgreSQL goes away under load: every page says 503 within five seconds, and all is well soon after it is back.
//
//   node tests/fire/postgres-away.mjs [--seconds 30] [--ways stop,crash,freeze,swallow] [--writers 4]
//
// stop: the server is stopped · crash: it dies · freeze: its processes stand still · swallow: the network keeps
// connections open and loses what is sent over them

import { setTimeout as pause } from "node:timers/promises";

import { Proxy } from "./lib/proxy.mjs";
import { hasPostgres, Postgres } from "./lib/postgres.mjs";
import { Product } from "./lib/product.mjs";
import { check, main, options, percentile, say, skip } from "./lib/report.mjs";
import { compare, untilFound, Writers } from "./lib/writers.mjs";

const { seconds, ways, writers } = options({ seconds: "30", ways: "stop,crash,freeze,swallow", writers: "4" });
const WITHIN = 5000;
const PAGES = ["/", "/threads", "/coordinators", "/search?q=x", "/me/profile", "/sign-in"];

await main("postgres-away", async () => {
  if (!hasPostgres()) return skip("PostgreSQL 15 or newer is not installed");
  const cluster = await Postgres.start();
  const proxy = await Proxy.to(cluster.port);
  const database = cluster.database("fire").replace(`:${cluster.port}/`, `:${proxy.port}/`);
  const product = new Product({ database });
  await product.start();
  await product.addPerson("ichiro");
  const ichiro = await product.visitor("ichiro");
  const away = {
    stop: [() => cluster.stop("fast"), () => cluster.begin()],
    crash: [() => cluster.stop("immediate"), () => cluster.begin()],
    freeze: [() => cluster.freeze(), () => cluster.thaw()],
    swallow: [() => proxy.swallow(), () => proxy.pass()],
  };
  for (const way of ways.split(",")) await outage(way, away[way], product, ichiro);
  check(await product.stop() === 0, "ends well when told to");
});

async function outage(way, [leave, comeBack], product, ichiro) {
  const all = new Writers([ichiro]);
  all.start(Number(writers));
  await pause(1500);
  leave();
  const left = performance.now();
  const pages = await askAround(product, ichiro, left + Number(seconds) * 1000);
  comeBack();
  const back = performance.now();
  const recovered = await until200(ichiro);
  await pause(1000);
  await all.stop();

  const refusals = all.answers.filter(({ at, took }) => at - took > left && at < back);
  const answers = [...pages.answers, ...refusals];
  const slowest = Math.max(0, ...answers.map(({ took }) => took));
  const good = answers.every(({ status, headers }) => status === 503 && Number(headers["retry-after"]) > 0);
  const strange = [...new Set(answers.filter(({ status }) => status !== 503).map(({ status, error }) => `${status} ${error ?? ""}`))];
  check(good && slowest < WITHIN, `${way}: ${answers.length} requests were answered 503 with Retry-After, at most after ` +
    `${(slowest / 1000).toFixed(1)} s (p50 ${percentile(answers.map(({ took }) => took), 0.5).toFixed(0)} ms) ${strange}`);
  check(pages.words, `${way}: the page is in Japanese, and gives back what was typed`);
  check(pages.healthy && pages.unready, `${way}: /healthz stayed 200, /readyz became 503`);
  check(recovered >= 0 && recovered < 10, `${way}: pages were back ${recovered.toFixed(1)} s after it was`);
  const found = await untilFound(ichiro, all.acknowledged.slice(-200));
  check(found >= 0, `${way}: the index went on: all found after ${found.toFixed(1)} s`);
  const unknown = all.unknown.length;
  await all.settle();
  const { lost, doubled } = await compare(ichiro, all.acknowledged);
  check(lost === 0 && doubled === 0 && all.unknown.length === 0,
    `${way}: of ${all.ledger.length} posts (${unknown} sent again) lost ${lost}, doubled ${doubled}`);
  say(`${way}: ${product.memory()} MB`);
}

// Opens pages until the time is over.
async function askAround(product, ichiro, end) {
  const answers = [];
  let healthy = true;
  let unready = false;
  let words = false;
  while (performance.now() < end) {
    const asked = PAGES.map((path) => ichiro.get(path, 8000));
    const typed = ichiro.post(`/threads`, { room: "pref-11", kind: "consultation", title: "題", body: "失われてはならない文章です。とても大切です。" }, 8000);
    const [form, ...pages] = await Promise.all([typed, ...asked]);
    // What was on its way when the server left may still have been answered.
    answers.push(...[form, ...pages].filter((answer) => answer.status !== 200 && answer.status !== 303));
    words ||= form.status === 503 && form.body.includes("失われてはならない文章です") && form.body.includes("もう一度送信する");
    healthy &&= await product.status("/healthz", 2000) === 200;
    unready ||= await product.status("/readyz", WITHIN) === 503;
    await pause(200);
  }
  return { answers, healthy, unready, words };
}

// Seconds until a page is there again.
async function until200(ichiro) {
  const began = performance.now();
  while (performance.now() - began < 60_000) {
    const answer = await ichiro.get("/threads", 6000);
    if (answer.status === 200) return (performance.now() - began) / 1000;
    await pause(100);
  }
  return -1;
}
