// What would run if a page let it: texts made to run, and a browser without the content security policy that notices.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

const LINES = readFileSync(new URL("../hostile/payloads.jsonl", import.meta.url), "utf8").trim().split("\n");

// `{ id, where, payload }`, and one of our own for each way that the list lacks.
export const PAYLOADS = [
  ...LINES.map((line) => JSON.parse(line)),
  { id: 1001, where: "title", payload: "\"' autofocus tabindex=1 onfocus=alert(1) x='\"" },
  { id: 1002, where: "title", payload: "</textarea></select></noscript><img src=x onerror=alert(1)>" },
  { id: 1003, where: "markdown", payload: "<img src=https://evil.example/seen.png>" },
  { id: 1004, where: "markdown-syntax", payload: "![x](https://evil.example/seen.png)" },
  { id: 1005, where: "markdown", payload: "--><script>window.ran = 1</script><!--" },
  { id: 1006, where: "markdown", payload: "{{constructor.constructor('alert(1)')()}} ${alert(1)} <%= alert(1) %>" },
];

export const TEXTS = PAYLOADS.map(({ payload }) => payload);
// As fields of one line take them.
export const LINE_TEXTS = TEXTS.map((text) => text.replaceAll(/[\r\n\t]/g, " ").trim());

// Those that a short field takes.
export const lines = (longest) => LINE_TEXTS.filter((text) => text.length <= longest);

// Who writes and reads them.
export const ROLES = ["coordinator", "officer", "manager", "bureau", "administrator"];

// The payloads in pieces that a field of so many characters takes; each is there once.
export function pieces(longest, texts = TEXTS) {
  const found = [""];
  for (const text of texts.filter((text) => text.length <= longest)) {
    const joined = `${found.at(-1)}\n\n${text}`.trim();
    if (joined.length <= longest) found[found.length - 1] = joined;
    else found.push(text);
  }
  return found;
}

// Opens pages, in a browser that obeys no content security policy, and tells what ran or left the site.
export class Watch {
  constructor(context, origin) {
    this.context = context;
    this.origin = origin;
    this.found = [];
    this.opened = 0;
  }

  static async begin(browser, origin, cookies) {
    const context = await browser.newContext({ bypassCSP: true, locale: "ja-JP", baseURL: origin, storageState: cookies });
    context.setDefaultTimeout(10_000);
    const watch = new Watch(context, origin);
    // Nothing leaves this machine, whatever a page would like.
    await context.route((url) => url.origin !== origin, (route) => {
      watch.found.push(`left the site for ${route.request().url().slice(0, 80)}`);
      return route.abort();
    });
    context.on("dialog", (dialog) => {
      watch.found.push(`a script ran at ${dialog.page().url().slice(0, 100)}`);
      return dialog.dismiss();
    });
    context.on("weberror", (error) => watch.found.push(`a script failed: ${error.error().message.slice(0, 100)}`));
    watch.page = await context.newPage();
    return watch;
  }

  // A page of the site; its status must be one of these.
  async open(path, statuses = [200]) {
    const answer = await this.page.goto(path);
    assert.ok(statuses.includes(answer.status()), `GET ${path}: ${answer.status()}`);
    await this.look(path);
  }

  // What a form is answered with, as a browser shows it; `files` are names with bytes.
  async submit(path, fields, statuses = [422], files = []) {
    await this.page.goto("/contact");
    const sent = files.map(({ name, bytes }) => ({ name, bytes: Buffer.from(bytes).toString("base64") }));
    const [answer] = await Promise.all([
      this.page.waitForNavigation({ waitUntil: "load" }),
      this.page.evaluate(({ path, fields, sent }) => {
        const form = Object.assign(document.createElement("form"), { method: "post", action: path });
        if (sent.length > 0) {
          form.enctype = "multipart/form-data";
          const chosen = new DataTransfer();
          for (const { name, bytes } of sent) chosen.items.add(new File([Uint8Array.from(atob(bytes), (sign) => sign.charCodeAt(0))], name));
          const field = Object.assign(document.createElement("input"), { type: "file", name: "files", multiple: true });
          field.files = chosen.files;
          form.append(field);
        }
        for (const [name, value] of fields) {
          const field = Object.assign(document.createElement("textarea"), { name, value });
          form.append(field);
        }
        document.body.append(form);
        form.submit();
      }, { path, fields: Object.entries(fields), sent }),
    ]);
    assert.ok(statuses.includes(answer.status()), `POST ${path}: ${answer.status()}`);
    await this.look(`the answer of ${path}`);
  }

  // Waits a moment for what runs late, then reads what could run if it were clicked or pointed at.
  async look(what) {
    this.opened += 1;
    await pause(20);
    const found = await this.page.evaluate(dangers, this.origin);
    this.found.push(...found.map((line) => `${what}: ${line}`));
  }
}

// Runs inside the page.
function dangers(origin) {
  const found = [];
  if (globalThis.ran !== undefined) found.push("a script set a property of the window");
  const foreign = "iframe, object, embed, base, meta[http-equiv], style, svg script, math, audio, video, dialog[open], marquee, img:not([src^='/files/'])";
  for (const element of document.querySelectorAll("*")) {
    const name = element.outerHTML.slice(0, 120);
    if (element.matches(foreign)) found.push(`foreign element ${name}`);
    if (element.localName === "script" && !element.src.startsWith(`${origin}/assets/`)) found.push(`foreign script ${name}`);
    if (element.localName === "link" && !element.href.startsWith(`${origin}/assets/`)) found.push(`foreign link ${name}`);
    if (element.localName === "form" && !(element.getAttribute("action") ?? "/").startsWith("/")) found.push(`foreign form ${name}`);
    for (const attribute of element.attributes) {
      if (/^on|^style$|^srcdoc$|^srcset$/.test(attribute.name)) found.push(`attribute ${attribute.name} at ${name}`);
      const leads = ["href", "src", "action", "formaction", "xlink:href"].includes(attribute.name);
      // As browsers read it: without blanks and control characters before the scheme.
      if (leads && /^(javascript|vbscript|data):/i.test(attribute.value.replaceAll(/[\s\p{Cc}]/gu, ""))) {
        found.push(`dangerous address at ${name}`);
      }
    }
  }
  return found;
}
