// Writers who post without a pause and keep a ledger of what was acknowledged and what they do not know about.

import { setTimeout as pause } from "node:timers/promises";

import { fresh, uniqueWord } from "./visitor.mjs";

export class Writers {
  constructor(visitors) {
    this.visitors = visitors;
    this.ledger = [];
    this.answers = [];
    this.running = null;
  }

  // `many` writers; each starts discussions and answers its own.
  start(many) {
    this.stopping = false;
    const writers = Array.from({ length: many }, (_, index) => this.#write(this.visitors[index % this.visitors.length]));
    this.running = Promise.all(writers);
  }

  async stop() {
    this.stopping = true;
    await this.running;
  }

  get acknowledged() {
    return this.ledger.filter((entry) => entry.place);
  }

  get unknown() {
    return this.ledger.filter((entry) => !entry.place);
  }

  // Sends again what was not acknowledged, with the same `once`, as a browser does with a form that is sent again.
  async settle() {
    const left = this.unknown;
    const send = async () => {
      for (let entry = left.shift(); entry; entry = left.shift()) await this.#send(entry);
    };
    await Promise.all(Array.from({ length: 4 }, send));
  }

  async #write(visitor) {
    let thread = "";
    for (let turn = 0; !this.stopping; turn += 1) {
      const entry = { visitor, word: uniqueWord(), once: fresh(), thread: turn % 3 ? thread : "", place: "" };
      this.ledger.push(entry);
      const answer = await this.#send(entry);
      if (entry.place && !entry.thread) thread = idOf(entry.place);
      // Whoever is refused tries something else a little later.
      if (answer.status !== 303) await pause(400);
    }
  }

  async #send(entry) {
    // Sent again it is the same form only with the same text.
    entry.body ??= `${entry.word} の件です。${"長い文章も書きます。".repeat(Math.floor(Math.random() * 200))}`;
    const { body } = entry;
    const sent = entry.thread
      ? entry.visitor.reply(entry.thread, body, entry.once)
      : entry.visitor.start(`相談 ${entry.word}`, body, entry.once);
    const answer = await sent;
    this.answers.push({ at: performance.now(), status: answer.status, took: answer.took, headers: answer.headers, error: answer.error });
    if (answer.status === 303) entry.place = answer.headers.location;
    return answer;
  }
}

// `12` for `/threads/12#reply-7`.
export function idOf(place) {
  return place.match(/^\/threads\/(\d+)/)[1];
}

// What is not on the pages of the site although it was acknowledged, and what is there more than once.
export async function compare(visitor, entries) {
  const threads = group(entries);
  let lost = 0;
  let doubled = 0;
  for (const [thread, posts] of threads) {
    const page = await whole(visitor, thread);
    for (const { word, thread: isReply } of posts) {
      const times = page.split(word).length - 1;
      // A title stands in several places of its page, a text in one.
      if (times === 0) lost += 1;
      if (isReply && times > 1) doubled += 1;
    }
  }
  return { lost, doubled };
}

// All pages of a discussion.
async function whole(visitor, thread) {
  let text = "";
  for (let page = 1; page < 100; page += 1) {
    const answer = await visitor.get(`/threads/${thread}?page=${page}`);
    text += answer.body.replaceAll(/<(?:input|textarea)[^>]*>/g, "");
    if (!answer.body.includes(`page=${page + 1}`)) break;
  }
  return text;
}

function group(entries) {
  const groups = new Map();
  for (const entry of entries) groups.set(idOf(entry.place), [...(groups.get(idOf(entry.place)) ?? []), entry]);
  return groups;
}

// Seconds until the search finds every entry exactly once, or -1 when it does not within `patience` seconds.
export async function untilFound(visitor, entries, patience = 30) {
  const began = performance.now();
  let left = entries;
  while (performance.now() - began < patience * 1000) {
    const missing = [];
    const queue = [...left];
    const ask = async () => {
      for (let entry = queue.pop(); entry; entry = queue.pop()) {
        const found = await visitor.found(entry.word);
        if (found.length !== 1 || found[0] !== `thread-${idOf(entry.place)}`) missing.push(entry);
      }
    };
    await Promise.all(Array.from({ length: 4 }, ask));
    left = missing;
    if (left.length === 0) return (performance.now() - began) / 1000;
    await pause(200);
  }
  return -1;
}
