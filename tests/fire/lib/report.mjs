// What a fire script says: what it does, what came of it, and one line at the end. Its options.

import { parseArgs } from "node:util";

const began = Date.now();
let failures = 0;
let skipped = "";

// One line with the seconds since the start.
export function say(line) {
  console.log(`${((Date.now() - began) / 1000).toFixed(1).padStart(6)} s  ${line}`);
}

// Something that must be true.
export function check(holds, what) {
  if (!holds) failures += 1;
  say(`${holds ? "ok    " : "FAILED"} ${what}`);
}

// What cannot be tried on this machine, and why.
export function skip(reason) {
  skipped = reason;
  say(`SKIPPED ${reason}`);
}

// `--name value` with defaults, such as `{ loops: "3" }`.
export function options(defaults) {
  const known = Object.fromEntries(Object.keys(defaults).map((name) => [name, { type: "string", default: defaults[name] }]));
  try {
    return parseArgs({ options: known }).values;
  } catch (error) {
    console.error(`${error.message}\noptions: ${Object.entries(defaults).map(([name, value]) => `--${name} ${value}`).join(" ")}`);
    process.exit(2);
  }
}

// Runs the script; everything that it started is ended by the process' own exit handlers.
export async function main(name, run) {
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(130));
  say(name);
  try {
    await run();
  } catch (error) {
    failures += 1;
    console.error(error.stack);
  }
  say(failures ? `${name}: ${failures} FAILED` : `${name}: ${skipped ? "nothing failed, some was skipped" : "all held"}`);
  process.exit(failures ? 1 : 0);
}

// The value below which this share of the numbers lies.
export function percentile(numbers, share) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
