#!/usr/bin/env node
// Clients that are slow, silent or endless: they are cut, memory stays bounded, everybody else is answered as usual.
//
//   node tests/fire/slow-clients.mjs [--connections 300] [--seconds 12]

import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

import { Product } from "./lib/product.mjs";
import { check, main, options, percentile, say } from "./lib/report.mjs";

const { connections, seconds } = options({ connections: "300", seconds: "12" });
const MANY = Number(connections);
// Most MB that the clients together may cost, and most seconds until each is cut.
const MEMORY = 100;
const CUT_WITHIN = 30;
const HALF_A_MEGABYTE = "a".repeat(512 * 1024);

await main("slow-clients", async () => {
  const product = new Product();
  await product.start();
  await product.addPerson("ichiro");
  const ichiro = await product.visitor("ichiro");
  await times(ichiro, 2000);
  const quiet = await times(ichiro, 3000);
  const before = product.memory();
  say(`alone: p95 ${percentile(quiet, 0.95).toFixed(0)} ms, ${before} MB`);

  const kinds = {
    "send nothing": (socket) => socket,
    "send a head byte by byte": (socket) => drip(socket, "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ", "a", 1000),
    "send a body byte by byte": (socket) => drip(socket, post("Content-Length: 100000"), "a", 1000),
    "send an endless body": (socket) => drip(socket, post("Transfer-Encoding: chunked"), `80000\r\n${HALF_A_MEGABYTE}\r\n`, 20),
  };
  for (const [kind, behave] of Object.entries(kinds)) {
    const many = kind === "send an endless body" ? Math.min(MANY, 20) : MANY;
    const sockets = Array.from({ length: many }, () => open(product.port, behave));
    const beside = await times(ichiro, Number(seconds) * 1000);
    const p95 = percentile(beside, 0.95);
    check(beside.every((took) => took >= 0) && p95 < Math.max(250, 4 * percentile(quiet, 0.95)),
      `${many} clients ${kind}: others are answered, p95 ${p95.toFixed(0)} ms, worst ${Math.max(...beside).toFixed(0)} ms`);
    const memory = product.memory();
    check(memory - before < MEMORY, `${many} clients ${kind}: ${memory} MB`);
    const lives = await Promise.all(sockets.map((socket) => Promise.race([socket.closed, pause(CUT_WITHIN * 1000, -1)])));
    const longest = Math.max(...lives.map((life) => (life < 0 ? Infinity : life)));
    check(longest < CUT_WITHIN * 1000, `${many} clients ${kind}: the last was cut after ${(longest / 1000).toFixed(1)} s`);
    for (const socket of sockets) socket.destroy();
  }

  await refusals(product, ichiro);
  check(await product.status("/healthz") === 200 && await product.stop() === 0, "still healthy, and ends well");
});

// Refused early: whoever sends a lot still gets to read why.
async function refusals(product, ichiro) {
  for (const [what, cookie, size, status] of [
    ["a form that is too large", ichiro.cookie, 3_000_000, 413],
    ["a large form without a session", "", 900_000, 303],
  ]) {
    const answers = [];
    for (let turn = 0; turn < 10; turn += 1) {
      const fields = `title=x&body=${"a".repeat(size)}`;
      const answer = await fetch(`${product.url}/threads`, {
        method: "POST", body: fields, redirect: "manual", headers: { cookie, "content-type": "application/x-www-form-urlencoded" },
      }).catch((error) => ({ status: `${error.cause?.code ?? error}` }));
      answers.push(answer.status);
    }
    check(answers.every((answer) => answer === status), `${what} is answered ten times out of ten: ${[...new Set(answers)].join(", ")}`);
  }
}

// How long each page took during so many milliseconds; -1 for one that was not answered with 200.
async function times(visitor, milliseconds) {
  const end = performance.now() + milliseconds;
  const all = [];
  while (performance.now() < end) {
    const answer = await visitor.get("/threads");
    all.push(answer.status === 200 ? answer.took : -1);
    await pause(20);
  }
  return all;
}

function open(port, behave) {
  const socket = connect(port, "127.0.0.1");
  const began = performance.now();
  socket.on("error", () => {});
  socket.resume();
  const closed = new Promise((resolve) => socket.on("close", () => resolve(performance.now() - began)));
  behave(socket);
  return { closed, destroy: () => socket.destroy() };
}

// Writes a beginning and then one piece after the other, as long as somebody listens.
function drip(socket, beginning, piece, every) {
  socket.write(beginning);
  const timer = setInterval(() => {
    if (socket.writable && socket.writableLength === 0) socket.write(piece);
  }, every);
  socket.on("close", () => clearInterval(timer));
}

function post(length) {
  return `POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n${length}\r\n\r\n`;
}
