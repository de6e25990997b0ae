#!/usr/bin/env node
// SIGTERM under load: what is in flight is finished, nothing acknowledged is lost, the process ends with status 0.
//
//   node tests/fire/sigterm.mjs [--writers 8]

import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

import { Product } from "./lib/product.mjs";
import { check, main, options } from "./lib/report.mjs";
import { compare, untilFound, Writers } from "./lib/writers.mjs";

const { writers } = options({ writers: "8" });

await main("sigterm", async () => {
  const product = new Product();
  await product.start();
  await product.addPerson("ichiro");
  const ichiro = await product.visitor("ichiro");

  const idle = connect(product.port, "127.0.0.1");
  const closed = new Promise((resolve) => idle.on("close", () => resolve(performance.now())));
  idle.on("error", () => {});
  idle.write("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
  idle.resume();

  const all = new Writers([ichiro]);
  all.start(Number(writers));
  await pause(2000);
  // A form of which the head and half of the body have arrived is in flight.
  const slow = halfSent(product, ichiro);
  await pause(100);
  const told = performance.now();
  const ending = product.stop();
  await pause(500);
  slow.finish();
  const [status, answer] = await Promise.all([ending, slow.answer]);
  const took = (performance.now() - told) / 1000;
  await all.stop();

  check(status === 0, `ended with status ${status} after ${took.toFixed(2)} s (at most 30)`);
  check((await closed) - told < 1000, `an idle connection was closed ${Math.round((await closed) - told)} ms after the signal`);
  check(/^HTTP\/1\.1 303 /.test(answer), `a form that was half sent was answered with ${answer.split("\r\n")[0] || "nothing"}`);
  await product.start();
  const acknowledged = all.acknowledged;
  const unknown = all.unknown;
  const { lost, doubled } = await compare(ichiro, acknowledged);
  check(lost === 0 && doubled === 0, `after the next start: lost ${lost}, doubled ${doubled} of ${acknowledged.length}`);
  await untilFound(ichiro, acknowledged);
  let unanswered = 0;
  for (const entry of unknown) unanswered += (await ichiro.found(entry.word)).length;
  check(unanswered === 0, `of ${unknown.length} requests that came after the door was closed, ${unanswered} had an effect`);

  // The second signal does not wait: here for a body that never comes.
  const never = halfSent(product, ichiro);
  await pause(200);
  product.stop();
  await pause(500);
  const second = performance.now();
  const forced = await product.stop();
  check(forced === 1 && performance.now() - second < 1000, `a second signal ended it at once, with status ${forced}`);
  await never.answer;
});

// A reply whose body stops in the middle until `finish` is called; `answer` is what came back.
function halfSent(product, visitor) {
  const body = `room=pref-11&kind=consultation&title=${encodeURIComponent("途中の相談です")}&body=${encodeURIComponent("途中まで書きました。")}&once=half${Math.random()}`;
  const socket = connect(product.port, "127.0.0.1");
  const head = ["POST /threads HTTP/1.1", "Host: x", `Cookie: ${visitor.cookie}`, "Connection: close",
    "Content-Type: application/x-www-form-urlencoded", `Content-Length: ${body.length}`, "", ""].join("\r\n");
  socket.write(head + body.slice(0, 40));
  const answer = new Promise((resolve) => {
    let text = "";
    socket.on("data", (chunk) => { text += chunk; });
    socket.on("error", () => resolve(text));
    socket.on("close", () => resolve(text));
  });
  return { answer, finish: () => socket.write(body.slice(40)) };
}
