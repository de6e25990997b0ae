// The product under fire: the real binary as a process of its own, on a free port, with a throw-away folder.

import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import { Visitor } from "./visitor.mjs";

const BINARY = process.env.YOKOITO_BIN ?? fileURLToPath(new URL("../../../target/debug/yokoito", import.meta.url));
const PASSWORD = "とても長い合言葉をつかいます。";

// A folder that is gone when the script is.
export function folder() {
  const path = mkdtempSync(join(tmpdir(), "yokoito-fire-"));
  process.on("exit", () => rmSync(path, { recursive: true, force: true }));
  return path;
}

export class Product {
  // `database` is the address of a database of PostgreSQL; without it SQLite in the data folder is used.
  constructor({ data = folder(), database = "", environment = {} } = {}) {
    this.data = data;
    this.database = database;
    this.environment = environment;
    this.child = null;
    this.log = "";
    process.on("exit", () => this.child?.kill("SIGKILL"));
  }

  // Starts and waits until `path` is answered with 200; returns the seconds that this took.
  async start({ readyWithin = 60, path = "/readyz" } = {}) {
    this.port ??= await freePort();
    this.url = `http://127.0.0.1:${this.port}`;
    const began = performance.now();
    let end;
    const child = spawn(BINARY, ["serve"], { env: this.#settings(), stdio: ["ignore", "ignore", "pipe"] });
    this.child = child;
    this.ended = new Promise((resolve) => child.on("exit", (code, signal) => resolve(signal ?? code)));
    child.on("error", (error) => { end = String(error); });
    child.stderr.on("data", (chunk) => { this.log += chunk; });
    this.ended.then((how) => { end = how; });
    while (performance.now() - began < readyWithin * 1000) {
      if (end !== undefined) throw new Error(`the product ended with ${end}\n${this.log.slice(-2000)}`);
      if (await this.status(path) === 200) return (performance.now() - began) / 1000;
      await pause(25);
    }
    throw new Error(`not ready within ${readyWithin} s\n${this.log.slice(-2000)}`);
  }

  // `kill -9`, as a power cut would do it to a process.
  async kill() {
    this.child.kill("SIGKILL");
    return this.ended;
  }

  // Asks it to end; the exit status, or the signal that it died of.
  async stop(signal = "SIGTERM") {
    this.child.kill(signal);
    return this.ended;
  }

  // The status of a page without a session; 0 when nobody answers within `patience` milliseconds.
  async status(path, patience = 6000) {
    const answer = await fetch(this.url + path, { signal: AbortSignal.timeout(patience) }).catch(() => null);
    await answer?.arrayBuffer().catch(() => {});
    return answer?.status ?? 0;
  }

  // Resident memory in MB.
  memory() {
    const line = readFileSync(`/proc/${this.child.pid}/status`, "utf8").match(/VmRSS:\s+(\d+)/);
    return Math.round(Number(line[1]) / 1024);
  }

  // `yokoito people …` and its like.
  command(words, input = "") {
    return new Promise((resolve, reject) => {
      const child = spawn(BINARY, words, { env: this.#settings(), stdio: ["pipe", "ignore", "pipe"] });
      let log = "";
      child.stderr.on("data", (chunk) => { log += chunk; });
      child.on("error", reject);
      child.on("exit", (code) => (code === 0 ? resolve() : reject(new Error(`yokoito ${words.join(" ")}: ${log}`))));
      child.stdin.end(input);
    });
  }

  // Puts a member onto the site, perhaps with a role.
  addPerson(name, role = []) {
    const words = ["people", "add", "--email", `${name}@example.jp`, "--name", `見本 ${name}`, "--kana", "みほん", ...role];
    return this.command([...words, "--municipality", "11202", "--affiliation", "medical-association", "--password-stdin"], `${PASSWORD}\n`);
  }

  // Somebody at a browser, signed in.
  async visitor(name) {
    const visitor = new Visitor(() => this.url);
    await visitor.signIn(`${name}@example.jp`, PASSWORD);
    return visitor;
  }

  // The end of what the product has logged, for whoever looks into a failure.
  tail() {
    return this.log.split("\n").slice(-25).join("\n");
  }

  // Without the settings of whoever runs the script.
  #settings() {
    const isSetting = (name) => /^(YOKOITO_.*|DATABASE_URL|RUST_LOG)$/.test(name);
    const rest = Object.fromEntries(Object.entries(process.env).filter(([name]) => !isSetting(name)));
    const database = this.database ? { DATABASE_URL: this.database } : {};
    const bind = { YOKOITO_DATA: this.data, YOKOITO_BIND: `127.0.0.1:${this.port ?? 8080}` };
    return { ...rest, ...bind, ...database, ...this.environment };
  }
}

export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
