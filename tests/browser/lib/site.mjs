// The product under test: its own process on a free port, with a throw-away data folder.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const READY_WITHIN = 180_000;
const STOPPED_WITHIN = 15_000;

// The demo, whose people can be signed in as.
export function startDemo() {
  return start((port, data) => ["demo", "--port", port, "--data", data], (site) => Object.keys(site.people()).length > 0);
}

// A site on which nobody is yet.
export function startEmpty() {
  return start((port, data) => ["serve", "--bind", `127.0.0.1:${port}`, "--data", data], (site) => site.setUpAddress());
}

async function start(command, hasSpoken) {
  const binary = process.env.YOKOITO_BIN ?? fileURLToPath(new URL("../../../target/debug/yokoito", import.meta.url));
  const port = await freePort();
  const data = mkdtempSync(join(tmpdir(), "yokoito-browser-"));
  const child = spawn(binary, command(String(port), data), { env: environment(), stdio: ["ignore", "pipe", "pipe"] });
  const site = new Site(child, `http://127.0.0.1:${port}`, data);
  process.on("exit", () => site.kill());
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(1));
  await site.untilReady(hasSpoken);
  return site;
}

// Without the settings of whoever runs the tests.
function environment() {
  const isSetting = (name) => /^(YOKOITO_.*|DATABASE_URL|RUST_LOG)$/.test(name);
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !isSetting(name)));
}

class Site {
  constructor(child, url, data) {
    this.child = child;
    this.url = url;
    this.data = data;
    this.output = "";
    this.log = "";
    this.ended = new Promise((resolve) => {
      child.on("error", (error) => resolve(`could not be started: ${error.message}`));
      child.on("exit", (code, signal) => resolve(signal ? `ended by ${signal}` : `ended with ${code}`));
    });
    child.stdout.on("data", (chunk) => { this.output += chunk; });
    child.stderr.on("data", (chunk) => { this.log += chunk; });
  }

  async untilReady(hasSpoken) {
    const deadline = Date.now() + READY_WITHIN;
    let end = "";
    this.ended.then((how) => { end = how; });
    while (Date.now() < deadline) {
      if (end) throw new Error(`the product ${end}\n${this.output}${this.log}`);
      const answer = await fetch(`${this.url}/readyz`).catch(() => null);
      if (answer?.ok && hasSpoken(this)) return;
      await pause(100);
    }
    this.kill();
    throw new Error(`the product was not ready within ${READY_WITHIN} ms\n${this.output}${this.log}`);
  }

  // Role → e-mail and password, from the lines that the demo prints: `  coordinator   email  password`.
  people() {
    const lines = this.output.matchAll(/^\s+(\S+)\s+(\S+@\S+)\s+(\S.*?)\s*$/gm);
    return Object.fromEntries([...lines].map(([, role, email, password]) => [role, { email, password }]));
  }

  // The one-time address that an empty site prints.
  setUpAddress() {
    return this.output.match(/https?:\S+\/setup\/\S+/)?.[0];
  }

  // What was wrong with stopping; nothing if all went well.
  async stop() {
    this.child.kill("SIGTERM");
    const how = await Promise.race([this.ended, pause(STOPPED_WITHIN, `did not stop within ${STOPPED_WITHIN} ms`, { ref: false })]);
    this.kill();
    return how === "ended with 0" ? "" : `the product ${how}`;
  }

  loggedErrors() {
    const lines = this.log.split("\n").filter((line) => /\bERROR\b|panicked/.test(line));
    return lines.slice(0, 20).join("\n");
  }

  kill() {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill("SIGKILL");
    rmSync(this.data, { recursive: true, force: true });
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
