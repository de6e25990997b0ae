// Letters as they lie in the data folder.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

// Letters are text and nothing else, whatever was typed.
export function letters(site) {
  const folder = join(site.data, "mail");
  const names = readdirSync(folder).filter((name) => name.endsWith(".eml"));
  assert.ok(names.length > 5, `${names.length} letters`);
  for (const name of names) {
    const [head] = readFileSync(join(folder, name), "utf8").split("\r\n\r\n");
    const fields = head.replaceAll(/\r\n[ \t]/g, " ").split("\r\n");
    const types = fields.filter((field) => /^content-type:/i.test(field));
    assert.deepEqual(types.map((type) => type.toLowerCase()), ["content-type: text/plain; charset=utf-8"], name);
    for (const field of fields) assert.match(field, /^[A-Za-z-]+: [\x20-\x7e]*$/, name);
  }
}

// The text of the last letter to an address, once it lies in the folder.
export async function letterTo(site, email) {
  const folder = join(site.data, "mail");
  for (let turn = 0; turn < 200; turn += 1) {
    const all = readdirSync(folder).filter((name) => name.endsWith(".eml")).sort().map((name) => readFileSync(join(folder, name), "utf8"));
    const found = all.filter((letter) => letter.includes(`To: ${email}`) || letter.includes(`<${email}>`)).at(-1);
    if (found) {
      const [head, ...rest] = found.split("\r\n\r\n");
      const body = rest.join("\n\n");
      return /base64/i.test(head) ? Buffer.from(body, "base64").toString() : body.replaceAll("=\r\n", "").replaceAll("=3D", "=");
    }
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
  return assert.fail(`no letter to ${email}`);
}

// The path of the address in a letter that begins like this.
export function pathIn(letter, beginning) {
  return letter.match(new RegExp(`https?://[^/\\s]+(${beginning}[A-Za-z0-9_-]+)`))?.[1] ?? assert.fail(letter);
}
