import { appendFileSync } from "node:fs";
import pg from "pg";

// Loaded into the product before anything else: writes down each statement as it goes to PostgreSQL, a JSON line each,
// so that bare pg can send the very same ones.
const file = process.env.RECORD_STATEMENTS;
const forward = pg.Client.prototype.query;
pg.Client.prototype.query = function (config, values, ...rest) {
  const statement = typeof config === "string" ? { text: config, values } : config;
  const { text, name } = statement ?? {};
  if (file && text) {
    const kept = Array.isArray(statement.values) ? statement.values : [];
    appendFileSync(
      file,
      `${JSON.stringify({ connection: this.processID, text, name, values: kept.map(plain) })}\n`,
    );
  }
  return forward.call(this, config, values, ...rest);
};

function plain(value) {
  return Buffer.isBuffer(value) ? { hex: value.toString("hex") } : value;
}
