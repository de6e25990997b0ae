// Somebody at a browser without scripts: keeps the session, sends forms, reads pages.

import { randomBytes } from "node:crypto";
import { Agent, request } from "node:http";

export class Visitor {
  #jar = new Map();

  // `url` is asked each time, since a site may come back on another port.
  constructor(url) {
    this.url = url;
    this.cookie = "";
    this.agent = new Agent({ keepAlive: true, maxSockets: 4 });
  }

  async signIn(email, password) {
    const answer = await this.post("/sign-in", { email, password });
    if (answer.status !== 303 || !this.cookie) throw new Error(`could not sign in: ${answer.status} ${answer.error ?? ""}`);
  }

  get(path, patience) {
    return this.#ask("GET", path, null, patience);
  }

  post(path, fields, patience) {
    return this.#ask("POST", path, new URLSearchParams(fields).toString(), patience);
  }

  // The same with a file of so many bytes.
  upload(path, fields, bytes) {
    return this.sends(path, fields, [{ name: "a.txt", bytes: Buffer.alloc(bytes, "a") }]);
  }

  // The same with files, each a name and bytes that are text.
  sends(path, fields, files) {
    const form = Object.entries(fields).map(([name, value]) => `--between\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
    for (const { name, bytes } of files) {
      form.push(`--between\r\nContent-Disposition: form-data; name="files"; filename="${name}"\r\n\r\n`, bytes, "\r\n");
    }
    return this.#ask("POST", path, [...form, "--between--\r\n"].join(""), 60_000, "multipart/form-data; boundary=between");
  }

  // Starts a discussion; `once` makes it the same however often it is sent.
  start(title, body, once = fresh()) {
    return this.post("/threads", { room: "pref-11", kind: "consultation", title, body, once });
  }

  reply(thread, body, once = fresh()) {
    return this.post(`/threads/${thread}/replies`, { body, once });
  }

  // What is found: keys such as `thread-12`; nothing while the search is being prepared.
  async found(words) {
    const page = await this.get(`/search?q=${encodeURIComponent(words)}`);
    return page.status === 200 ? keys(page.body) : [];
  }

  // Status, headers, body, and how long it took in milliseconds; status 0 and the reason when no answer came.
  #ask(method, path, body, patience = 30_000, kind = "application/x-www-form-urlencoded") {
    const began = performance.now();
    const headers = { cookie: this.cookie };
    if (body !== null) {
      headers["content-type"] = kind;
      headers["content-length"] = Buffer.byteLength(body);
    }
    return new Promise((resolve) => {
      const end = (answer) => resolve({ ...answer, took: performance.now() - began });
      const asked = request(this.url() + path, { method, headers, agent: this.agent }, (answer) => {
        let text = "";
        answer.setEncoding("utf8");
        answer.on("data", (chunk) => { text += chunk; });
        answer.on("error", (error) => end({ status: 0, error: error.code, body: text, headers: {} }));
        answer.on("end", () => {
          this.#keep(answer.headers["set-cookie"]);
          end({ status: answer.statusCode, headers: answer.headers, body: text });
        });
      });
      asked.setTimeout(patience, () => asked.destroy(Object.assign(new Error("no answer"), { code: "ETIMEDOUT" })));
      asked.on("error", (error) => end({ status: 0, error: error.code, body: "", headers: {} }));
      asked.end(body ?? undefined);
    });
  }

  // Each under its name: beside the session there is the cookie by which the device is known.
  #keep(cookies = []) {
    for (const [pair] of cookies.map((cookie) => cookie.split(";"))) this.#jar.set(pair.split("=")[0], pair);
    if (cookies.length > 0) this.cookie = [...this.#jar.values()].join("; ");
  }
}

// The `data-id`s of a page, in order.
export function keys(page) {
  return [...page.matchAll(/data-id="([^"]+)"/g)].map(([, key]) => key);
}

export function fresh() {
  return randomBytes(8).toString("hex");
}

// A word that nothing else contains and that the analysis keeps whole.
export function uniqueWord() {
  return `zq${[...randomBytes(12)].map((byte) => String.fromCharCode(97 + (byte % 26))).join("")}`;
}
