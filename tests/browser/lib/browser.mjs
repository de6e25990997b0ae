// One browser process for all checks.

import { chromium } from "playwright-core";

export function launch() {
  return chromium.launch({
    // The browser's own words, such as those of a date field.
    env: { ...process.env, LANGUAGE: "ja" },
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync",
    ],
  });
}
