// Both databases, and a look into them that the product knows nothing of.

import { execFileSync, spawnSync } from "node:child_process";
import { join } from "node:path";

import { hasPostgres, Postgres } from "./postgres.mjs";
import { Product } from "./product.mjs";
import { skip } from "./report.mjs";

// Runs something on each database that is wanted and there: `run(name, product, sql)`, where `sql` asks or changes rows
// and gives lines of columns with `|` between them.
export async function onEach(wanted, environment, run) {
  if (wanted !== "postgres") {
    if (spawnSync("sqlite3", ["--version"]).status !== 0) skip("sqlite3 is not installed");
    else {
      const product = new Product({ environment });
      const sql = (text) => execFileSync("sqlite3", ["-cmd", ".timeout 20000", join(product.data, "yokoito.db"), text], { encoding: "utf8" }).trim();
      await run("SQLite", product, sql);
    }
  }
  if (wanted === "sqlite") return;
  if (!hasPostgres()) {
    skip("PostgreSQL 15 or newer is not installed");
    return;
  }
  const cluster = await Postgres.start();
  await run("PostgreSQL", new Product({ database: cluster.database("fire"), environment }), (text) => cluster.query("fire", text));
}
