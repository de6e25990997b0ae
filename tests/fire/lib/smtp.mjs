// A mail server on loopback that takes every letter, some of them slowly, so that whoever hands one over can die meanwhile.

import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

export class MailServer {
  static async start() {
    const server = new MailServer();
    server.taken = [];
    server.open = 0;
    server.tcp = createServer((socket) => server.#talk(socket));
    await new Promise((resolve) => { server.tcp.listen(0, "127.0.0.1", resolve); });
    server.tcp.unref();
    server.url = `smtp://127.0.0.1:${server.tcp.address().port}?tls=none`;
    return server;
  }

  // The letters to an address.
  to(address) {
    return this.taken.filter((letter) => letter.to === address);
  }

  #talk(socket) {
    let text = "";
    let letter = null;
    let work = Promise.resolve();
    const answer = async (line) => {
      if (letter !== null) {
        letter += `${line}\r\n`;
        if (line !== ".") return;
        // It is taken before its sender knows.
        this.taken.push({ to: field(letter, "To"), id: field(letter, "Message-ID"), letter });
        letter = null;
        await pause(Math.random() * 40);
        socket.write("250 taken\r\n");
      } else if (/^DATA/i.test(line)) {
        letter = "";
        socket.write("354 go on\r\n");
      } else if (/^QUIT/i.test(line)) {
        socket.end("221 bye\r\n");
      } else {
        await pause(Math.random() * 5);
        socket.write("250 ok\r\n");
      }
    };
    // Whoever dies hangs up.
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      text += chunk;
      const lines = text.split("\r\n");
      text = lines.pop();
      for (const line of lines) work = work.then(() => answer(line));
    });
    socket.write("220 small\r\n");
  }
}

function field(letter, name) {
  return letter.match(new RegExp(`^${name}: (.*?)\\r$`, "m"))?.[1] ?? "";
}
