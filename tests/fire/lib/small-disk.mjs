// A disk of a few megabytes: a file system in memory, which only root may mount.

import { spawnSync } from "node:child_process";
import { closeSync, openSync, rmSync, statfsSync, writeSync } from "node:fs";
import { join } from "node:path";

import { folder } from "./product.mjs";

export class SmallDisk {
  // Mounts a disk; `null` with the reason in `SmallDisk.why` where that is not allowed.
  static mount(megabytes) {
    const disk = new SmallDisk();
    disk.path = folder();
    const done = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m,mode=0777`, "yokoito-fire", disk.path], { encoding: "utf8" });
    if (done.status !== 0) {
      SmallDisk.why = `a small disk cannot be mounted here: ${(done.stderr ?? String(done.error)).trim()}`;
      return null;
    }
    process.prependListener("exit", () => disk.#unmount());
    return disk;
  }

  // Bytes that are free.
  free() {
    const disk = statfsSync(this.path);
    return disk.bavail * disk.bsize;
  }

  // Fills it to the last byte.
  fill() {
    const block = Buffer.alloc(64 * 1024);
    const file = openSync(this.#filler, "a");
    for (let size = block.length; size >= 1;) {
      try {
        if (writeSync(file, block, 0, size) === 0) break;
      } catch {
        size = Math.floor(size / 2);
      }
    }
    closeSync(file);
  }

  // Frees what `fill` took.
  empty() {
    rmSync(this.#filler, { force: true });
  }

  readOnly(yes) {
    const done = spawnSync("mount", ["-o", `remount,${yes ? "ro" : "rw"}`, this.path], { encoding: "utf8" });
    return done.status === 0;
  }

  get #filler() {
    return join(this.path, "filler");
  }

  #unmount() {
    spawnSync("umount", ["-l", this.path]);
  }
}
