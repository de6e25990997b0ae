#!/usr/bin/env node
// Letters under `kill -9`: each that was due arrives, and of those that were on their way when the process died at most one
// arrives twice, as the same message.
//
//   node tests/fire/kill-mail.mjs [--loops 3] [--database sqlite|postgres|both]

import { setTimeout as pause } from "node:timers/promises";

import { onEach } from "./lib/database.mjs";
import { check, main, options, say } from "./lib/report.mjs";
import { MailServer } from "./lib/smtp.mjs";
import { fresh, uniqueWord } from "./lib/visitor.mjs";

const { loops, database } = options({ loops: "3", database: "both" });
const ARRIVES_WITHIN = 30;
// A carrier that has not finished for so long is taken for dead.
const CLAIM_LAPSES = 10 * 60 * 1000;

await main("kill-mail", async () => {
  const server = await MailServer.start();
  await onEach(database, { SMTP_URL: server.url }, (name, product, sql) => run(name, product, sql, server));
});

async function run(name, product, sql, server) {
  server.taken.length = 0;
  await product.start();
  await product.addPerson("keiko", ["--role", "manager:11"]);
  const keiko = await product.visitor("keiko");
  const due = [];
  let crashes = 0;
  for (let loop = 1; loop <= Number(loops); loop += 1) {
    const before = server.taken.length;
    let writing = true;
    const invite = async () => {
      while (writing) await sendInvitation(keiko, due);
    };
    const writers = Promise.all([invite(), invite(), invite()]);
    await until(() => server.taken.length > before, 20);
    await pause(Math.random() * 900);
    await product.kill();
    crashes += 1;
    writing = false;
    await writers;
    await product.start();
    // The letter in hand waits until its carrier counts as dead; nobody waits for that here.
    sql(`UPDATE mails SET claimed_at = claimed_at - ${CLAIM_LAPSES + 1000} WHERE sent_at IS NULL AND claimed_at IS NOT NULL`);
    await until(() => due.every((address) => server.to(address).length > 0), ARRIVES_WITHIN);
    const missing = due.filter((address) => server.to(address).length === 0).length;
    const { twice, changed } = again(server);
    check(due.length > 0 && missing === 0 && twice <= crashes && changed === 0,
      `${name}, loop ${loop}: ${due.length} letters were due, ${missing} missing, ${twice} came twice after ${crashes} crashes, ${changed} of them as another message`);
  }
  // Whatever was not acknowledged has either left as well or was never written.
  const waiting = () => Number(sql("SELECT COUNT(*) FROM mails WHERE sent_at IS NULL"));
  await until(() => waiting() === 0, ARRIVES_WITHIN);
  const left = waiting();
  const kept = Number(sql("SELECT COUNT(*) FROM mails WHERE sent_at IS NOT NULL AND body <> ''"));
  check(left === 0 && kept === 0, `${name}, in the end: ${left} letters wait, ${kept} are still readable in the database`);
  say(`${name}: ${server.taken.length} letters were handed over for ${due.length} that were acknowledged`);
  check(await product.stop() === 0, `${name}: ends well when told to`);
}

async function sendInvitation(sender, due) {
  const email = `${uniqueWord()}@example.jp`;
  const answer = await sender.post("/admin/invitations", {
    email, organisation: "見本医師会", affiliation: "medical-association", municipality: "埼玉県熊谷市", phone: "0230-00-0000",
    title: "コーディネーター", form: "commissioned", full_time: "1", places: "埼玉県熊谷市", once: fresh(),
  });
  if (answer.status === 303) due.push(email);
  else if (answer.status !== 0) throw new Error(`an invitation was answered with ${answer.status}`);
  await pause(answer.status === 303 ? 15 : 100);
}

// How many letters more than one to an address came, and how many of these are not the same message.
function again(server) {
  const first = new Map();
  let twice = 0;
  let changed = 0;
  for (const { to, id, letter } of server.taken) {
    const known = first.get(to);
    first.set(to, known ?? { id, letter });
    if (!known) continue;
    twice += 1;
    if (known.id !== id || known.letter !== letter || !id) changed += 1;
  }
  return { twice, changed };
}

async function until(holds, seconds) {
  const end = performance.now() + seconds * 1000;
  while (!holds() && performance.now() < end) await pause(20);
}
