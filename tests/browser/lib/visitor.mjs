// Somebody in front of a browser window, signed in or not, who notices what goes wrong behind the scenes.

import assert from "node:assert/strict";

// Kept across checks, so that the slow hashing of passwords happens once for each role.
const sessions = new Map();

export class Visitor {
  static async open(browser, site, role, way) {
    const session = sessions.get(role);
    const context = await browser.newContext({
      baseURL: site.url,
      javaScriptEnabled: way.scripts,
      viewport: { width: way.width, height: way.height },
      locale: "ja-JP",
      timezoneId: "Asia/Tokyo",
      storageState: session,
    });
    context.setDefaultTimeout(10_000);
    if (way.prepare) await way.prepare(context);
    const visitor = new Visitor(site, context, await context.newPage());
    if (role && !session) {
      await visitor.signIn(role);
      sessions.set(role, await context.storageState());
    }
    return visitor;
  }

  constructor(site, context, page) {
    this.site = site;
    this.context = context;
    this.page = page;
    this.problems = [];
    this.loads = 0;
    context.on("page", (opened) => this.watch(opened));
    this.watch(page);
  }

  watch(page) {
    page.on("pageerror", (error) => this.problems.push(`script error at ${page.url()}: ${error.message}`));
    page.on("console", (message) => {
      // An answer such as 404 or 422 is no error of the page; the checks look at the status themselves.
      const answered = message.text().startsWith("Failed to load resource: the server responded with a status of");
      if (message.type() === "error" && !answered) this.problems.push(`console at ${page.url()}: ${message.text()}`);
    });
    page.on("response", (response) => {
      const isPage = response.request().isNavigationRequest();
      const status = response.status();
      if (isPage && (status < 300 || status >= 400)) this.loads += 1;
      if (status >= 500 || (!isPage && status >= 400)) this.problems.push(`${status} from ${response.url()}`);
    });
    page.on("request", (request) => {
      const { origin } = new URL(request.url());
      if (origin !== this.site.url) this.problems.push(`a request left the site: ${request.url()}`);
    });
  }

  async close() {
    await this.context.close();
  }

  // Opens an address and demands its status.
  async goto(path, status = 200) {
    const response = await this.page.goto(path);
    assert.equal(response.status(), status, `GET ${path}`);
  }

  // Does something that leads to another page, and demands that page's status.
  async follow(action, status = 200) {
    const [response] = await Promise.all([this.page.waitForNavigation({ waitUntil: "load" }), action()]);
    assert.equal(response?.status(), status, `status of ${this.page.url()}`);
  }

  async clickLink(name, status = 200) {
    await this.follow(() => this.link(name).first().click(), status);
  }

  async clickButton(name, status = 200) {
    await this.follow(() => this.page.getByRole("button", { name }).first().click(), status);
  }

  link(name) {
    return this.page.getByRole("link", { name, exact: typeof name === "string" });
  }

  heading(name) {
    return this.page.getByRole("heading", { name });
  }

  async sees(locator, what) {
    await locator.first().waitFor({ state: "visible" }).catch(() => assert.fail(`not seen: ${what ?? locator}`));
  }

  async seesText(text) {
    await this.sees(this.page.getByText(text), text);
  }

  // How many pages were loaded while something was done.
  async countLoads(action) {
    const before = this.loads;
    await action();
    return this.loads - before;
  }

  async signIn(role) {
    const person = this.site.people()[role];
    assert.ok(person, `the demo prints no sign-in for ${role}: ${Object.keys(this.site.people()).join(", ")}`);
    await this.goto("/sign-in");
    await this.fillSignIn(person.email, person.password);
    await this.clickButton("サインイン");
  }

  async fillSignIn(email, password) {
    await this.page.getByLabel("メールアドレス").fill(email);
    await this.page.getByLabel("パスワード").fill(password);
  }

  // Filters and other things that are folded on narrow screens.
  async unfold(summary) {
    const fold = this.page.locator("details:not([open]) > summary", { hasText: summary }).filter({ visible: true });
    if (await fold.count() > 0) await fold.first().click();
  }
}
