#!/usr/bin/env node
// Two instances on one PostgreSQL: what happens on the one is so on the other with the next request, search within 5 s.
//
//   node tests/fire/two-instances.mjs

import { hasPostgres, Postgres } from "./lib/postgres.mjs";
import { Product } from "./lib/product.mjs";
import { check, main, say, skip } from "./lib/report.mjs";
import { uniqueWord, Visitor } from "./lib/visitor.mjs";
import { idOf, untilFound } from "./lib/writers.mjs";

const SEARCH_WITHIN = 5;

await main("two-instances", async () => {
  if (!hasPostgres()) return skip("PostgreSQL 15 or newer is not installed");
  const database = (await Postgres.start()).database("fire");
  const [one, two] = [new Product({ database }), new Product({ database })];
  // Both migrate an empty database at the same time.
  const ready = await Promise.all([one.start(), two.start()]);
  say(`both ready after ${ready.map((seconds) => seconds.toFixed(1)).join(" and ")} s`);
  for (const person of ["ichiro", "jiro", "saburo"]) await one.addPerson(person);

  const ichiro = await one.visitor("ichiro");
  const there = elsewhere(ichiro, two);
  check((await there.get("/threads")).status === 200, "who signed in on one is signed in on two");

  const word = uniqueWord();
  const asked = await ichiro.start(`相談 ${word}`, "別の入り口からも見えますか。");
  const place = asked.headers.location;
  const thread = idOf(place);
  check((await there.get(place)).body.includes(word), "a discussion started on one is on two");
  const took = await untilFound(there, [{ word, place }], SEARCH_WITHIN);
  check(took >= 0, `it is found on two after ${took.toFixed(1)} s`);
  const reply = uniqueWord();
  const replied = await there.reply(thread, `返信 ${reply} です。`);
  check((await ichiro.get(`/threads/${thread}`)).body.includes(reply), "a reply on two is on one");
  const back = await untilFound(ichiro, [{ word: reply, place: replied.headers.location }], SEARCH_WITHIN);
  check(back >= 0, `it is found on one after ${back.toFixed(1)} s`);

  const once = uniqueWord();
  const twice = await Promise.all([ichiro, there].map((visitor) => visitor.start("同じ相談です", "同じ本文です。", once)));
  check(twice.every(({ status }) => status === 303) && twice[0].headers.location === twice[1].headers.location,
    "a form that is sent to both at once takes effect once");

  const osaka = "/rooms/pref-27";
  check((await there.get(osaka)).status === 404, "a room out of scope is absent on two");
  await one.command(["people", "grant", "ichiro@example.jp", "manager:27"]);
  const after = await Promise.all([ichiro, there].map((visitor) => visitor.get("/threads")));
  check(after.every(({ status }) => status === 303), "a grant ends the sessions on both with the next request");
  const again = await one.visitor("ichiro");
  check((await elsewhere(again, two).get(osaka)).status === 200, "the new role opens the room on two");
  await one.command(["people", "revoke", "ichiro@example.jp", "manager:27"]);
  const without = await elsewhere(again, two).get(osaka);
  check(without.status !== 200, `a role that is taken back closes it on two at once (${without.status})`);

  const jiro = await one.visitor("jiro");
  const jiroThere = elsewhere(jiro, two);
  check((await jiroThere.get("/threads")).status === 200, "jiro is signed in on two");
  await jiro.post("/sign-out", {});
  check((await jiroThere.get("/threads")).status === 303, "who signs out on one is signed out on two");

  const saburo = await two.visitor("saburo");
  await one.command(["people", "suspend", "saburo@example.jp"]);
  const suspended = await Promise.all([saburo, elsewhere(saburo, one)].map((visitor) => visitor.get("/threads")));
  check(suspended.every(({ status }) => status === 303), "who is suspended is shut out of both with the next request");
  check((await one.stop()) === 0 && (await two.stop()) === 0, "both end well");
});

// The same browser at another instance.
function elsewhere(visitor, product) {
  const other = new Visitor(() => product.url);
  other.cookie = visitor.cookie;
  return other;
}
