// Sends forms as somebody's browser would, without showing what comes back.

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";

export class Sender {
  // `visitor` is signed in, or nobody.
  constructor(visitor) {
    this.request = visitor.context.request;
  }

  // Demands that it is taken; where it leads. What the guard warns of is acknowledged.
  async send(path, fields, files = []) {
    let answer = await this.ask(path, fields, files);
    const ack = answer.text.match(/name="guard_ack"[^>]* value="([^"]+)"/)?.[1];
    if (answer.status === 422 && ack) answer = await this.ask(path, { ...fields, guard_ack: ack, guard_reason: "x" }, files);
    assert.equal(answer.status, 303, `POST ${path} ${JSON.stringify(fields).slice(0, 200)}: ${problemOf(answer.text)}`);
    return answer.location.replace(/[?#].*$/, "");
  }

  // Status, where it leads and the page.
  async ask(path, fields, files = []) {
    const sent = Object.entries({ once: randomBytes(8).toString("hex"), ...fields });
    const form = files.length > 0 ? parts(sent, files) : { form: Object.fromEntries(sent) };
    const answer = await this.request.post(path, { ...form, maxRedirects: 0 });
    return { status: answer.status(), location: answer.headers().location ?? "", text: await answer.text() };
  }

  async text(path) {
    const answer = await this.request.get(path);
    assert.equal(answer.status(), 200, `GET ${path}`);
    return answer.text();
  }
}

// The `data-id`s of a page, in order.
export function idsOf(page) {
  return [...page.matchAll(/data-id="([^"]+)"/g)].map(([, id]) => id);
}

// A form with files, whose names go over the wire as they are.
function parts(fields, files) {
  const quoted = (name) => name.replaceAll("\r", "%0D").replaceAll("\n", "%0A").replaceAll('"', "%22");
  const chunks = fields.map(([name, value]) => `--between\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
  for (const { name, bytes } of files) {
    chunks.push(`--between\r\nContent-Disposition: form-data; name="files"; filename="${quoted(name)}"\r\n\r\n`, bytes, "\r\n");
  }
  const data = Buffer.concat([...chunks, "--between--\r\n"].map((chunk) => Buffer.from(chunk)));
  return { data, headers: { "content-type": "multipart/form-data; boundary=between" } };
}

function problemOf(page) {
  return page.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ").match(/.{0,20}(?:ください|できません|ありません).{0,40}/g)?.slice(0, 4).join(" … ") ?? page.slice(0, 300);
}
