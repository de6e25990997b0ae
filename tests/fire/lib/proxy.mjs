// A stretch of network between the product and its database, which can be made to swallow everything.

import { connect, createServer } from "node:net";

export class Proxy {
  // Listens on a port of its own and passes on to `port`.
  static to(port) {
    const proxy = new Proxy();
    proxy.swallows = false;
    proxy.sockets = new Set();
    const server = createServer((near) => proxy.#join(near, port));
    return new Promise((resolve) => server.listen(0, "127.0.0.1", () => {
      proxy.port = server.address().port;
      resolve(proxy);
    }));
  }

  // From now on nothing arrives on any connection, and none is closed.
  swallow() {
    this.swallows = true;
  }

  // New connections work again; the old ones stay as dead as they are, as after a firewall has forgotten them.
  pass() {
    this.swallows = false;
  }

  #join(near, port) {
    const state = { dead: this.swallows };
    // Not even a greeting comes through.
    if (state.dead) return near.on("error", () => {}).resume();
    const far = connect(port, "127.0.0.1");
    const link = (from, to) => {
      from.on("data", (chunk) => {
        state.dead ||= this.swallows;
        if (!state.dead) to.write(chunk);
      });
      from.on("end", () => { if (!state.dead) to.end(); });
      from.on("error", () => { if (!state.dead) to.destroy(); });
    };
    link(near, far);
    link(far, near);
  }
}
