// A throw-away cluster of PostgreSQL that can be stopped, frozen and filled. It does not wait for the disk: what ends
// here are processes, and what they have written stays with the system.

import { execFileSync, spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { freePort } from "./product.mjs";

const ROOT = "/usr/lib/postgresql";

// Whether a server of version 15 or newer is installed.
export function hasPostgres() {
  return programs() !== "";
}

function programs() {
  if (!existsSync(ROOT)) return "";
  const versions = readdirSync(ROOT).map(Number).filter((version) => version >= 15).sort((a, b) => b - a);
  return versions.length ? `${ROOT}/${versions[0]}/bin` : "";
}

export class Postgres {
  // Makes a cluster and starts it. `parent` is the folder in which it lies.
  static async start(parent = tmpdir()) {
    const cluster = new Postgres();
    cluster.root = mkdtempSync(join(parent, "yokoito-fire-pg-"));
    if (process.getuid() === 0) chownSync(cluster.root, Number(id("-u")), Number(id("-g")));
    cluster.data = join(cluster.root, "data");
    process.on("exit", () => cluster.#end());
    cluster.#run("initdb", ["-D", cluster.data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "--no-sync"]);
    cluster.port = await freePort();
    cluster.begin();
    return cluster;
  }

  // A new, empty database; its address.
  database(name) {
    this.#run("createdb", ["-h", this.root, "-p", String(this.port), "-U", "postgres", name]);
    return `postgres://postgres@127.0.0.1:${this.port}/${name}`;
  }

  // What a statement gives, as text.
  query(name, text) {
    return this.#run("psql", ["-h", this.root, "-p", String(this.port), "-U", "postgres", "-d", name, "-Atc", text]).trim();
  }

  begin() {
    const options = `-h 127.0.0.1 -p ${this.port} -k ${this.root} -c shared_buffers=32MB -c max_connections=60 -c fsync=off`;
    this.#run("pg_ctl", ["-D", this.data, "-l", join(this.root, "log"), "-w", "-o", options, "start"]);
  }

  // `fast` ends its connections, `immediate` is a crash.
  stop(mode = "fast") {
    this.#run("pg_ctl", ["-D", this.data, "-m", mode, "-w", "stop"]);
  }

  // Every process of the cluster stands still; connections stay open and say nothing.
  freeze() {
    this.frozen = this.#processes();
    for (const pid of this.frozen) process.kill(pid, "SIGSTOP");
  }

  thaw() {
    for (const pid of this.frozen ?? []) {
      try {
        process.kill(pid, "SIGCONT");
      } catch {
        // It has ended meanwhile.
      }
    }
    this.frozen = [];
  }

  // The first process and its children.
  #processes() {
    const first = Number(readFileSync(join(this.data, "postmaster.pid"), "utf8").split("\n")[0]);
    const children = readFileSync(`/proc/${first}/task/${first}/children`, "utf8").split(" ").filter(Boolean).map(Number);
    return [first, ...children];
  }

  #run(program, words) {
    const command = [join(programs(), program), ...words];
    const [file, ...rest] = process.getuid() === 0 ? ["runuser", "-u", "postgres", "--", ...command] : command;
    return execFileSync(file, rest, { encoding: "utf8", cwd: "/", stdio: ["ignore", "pipe", "pipe"] });
  }

  #end() {
    this.thaw();
    const command = [join(programs(), "pg_ctl"), "-D", this.data, "-m", "immediate", "stop"];
    const [file, ...rest] = process.getuid() === 0 ? ["runuser", "-u", "postgres", "--", ...command] : command;
    spawnSync(file, rest, { cwd: "/", stdio: "ignore" });
    rmSync(this.root, { recursive: true, force: true });
  }
}

function id(option) {
  return execFileSync("id", [option, "postgres"], { encoding: "utf8" }).trim();
}
