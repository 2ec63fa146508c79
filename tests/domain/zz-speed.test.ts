import { afterAll, expect, test } from "vitest";
import { createSystem } from "@/lib/domain/inventory/systems/commands";
import { closeSender } from "@/lib/platform/jobs/queue";
import { applied, checked } from "@/tests/support/importing";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, theSystem, tokenOf } from "@/tests/support/world";

afterAll(closeSender);

import pg from "pg";

const spent = new Map<string, [number, number]>();
const original = pg.Client.prototype.query as any;
(pg.Client.prototype as any).query = function (this: any, config: any, ...rest: any[]) {
  const text = String(typeof config === "string" ? config : config?.text)
    .replace(/\s+/g, " ")
    .slice(0, 60);
  const a = performance.now();
  const r = original.call(this, config, ...rest);
  if (r && typeof r.then === "function")
    return r.then((x: any) => {
      const e = spent.get(text) ?? [0, 0];
      e[0] += performance.now() - a;
      e[1]++;
      spent.set(text, e);
      return x;
    });
  return r;
};
test("speed", { timeout: 300_000 }, async () => {
  const world = await createWorld();
  const lead = await personWith("lead", world.root, { email: "ada@plumbline.example" });
  const token = await tokenOf(lead, world.root);
  for (let i = 0; i < 50; i++)
    await createSystem.execute(theSystem(), { name: `System ${i}`, unitId: world.claims });
  const n = Number(process.env["ROWS"] ?? 20000);
  const rows = Array.from(
    { length: n },
    (_, i) =>
      `Risk number ${i} about something that happens,Security,"A cause, told in one sentence of usual length ${i}.","What happens is told here, too, in a sentence or two.",A consequence follows.,Prompt injection,Insurance / Claims,ada@plumbline.example,System ${i % 50},${1 + (i % 5)},${1 + ((i >> 2) % 5)},${1 + (i % 4)},${1 + (i % 3)},Mitigate,The plan in a few words.,2027-03-31`,
  );
  const head =
    "Title,Category,Cause,Event,Consequence,Threat family,Business unit,Owner,AI systems,Inherent likelihood,Inherent impact,Current likelihood,Current impact,Treatment,Treatment plan,Treatment due";
  const text = `${head}\n${rows.join("\n")}\n`;
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 50);
  const time = async <T>(name: string, work: () => Promise<T>) => {
    const c0 = process.cpuUsage();
    const a = performance.now();
    const r = await work();
    const c = process.cpuUsage(c0);
    const ms = performance.now() - a;
    console.log(
      name,
      Math.round(ms),
      "ms",
      Math.round((n / ms) * 1000),
      "rows/s",
      "rss",
      Math.round(process.memoryUsage().rss / 1e6),
      "peak",
      Math.round(peak / 1e6),
      "cpu",
      Math.round((c.user + c.system) / 1000),
    );
    console.log(
      [...spent]
        .sort((x, y) => y[1][0] - x[1][0])
        .slice(0, 9)
        .map(([k, v]) => `${Math.round(v[0])} ms ${v[1]}x ${k}`)
        .join("\n"),
    );
    spent.clear();
    return r;
  };
  console.log("size", text.length, "rss", Math.round(process.memoryUsage().rss / 1e6));
  const one = await time("check", () => checked(lead, token, "risks", world.root, text));
  console.log(one.created, one.refused, one.rows[0]?.problems);
  const done = await time("apply", () => applied(lead, token, one.id));
  console.log(done.state, done.created, done.message);
  const { restDoor } = await import("@/lib/platform/http/door");
  const { modules } = await import("@/lib/registry");
  const door = restDoor(modules);
  await asOwner((c) => c.query("analyze"));
  for (const path of ["/risks/export?format=csv", "/risks/export?format=pdf", "/risks/export?format=pdf"])
    await time(path, async () => {
      const r = await door(
        new Request("http://localhost:3000/api/v1" + path, { headers: { authorization: `Bearer ${token}` } }),
      );
      let bytes = 0;
      for await (const c of r.body as any) bytes += c.length;
      console.log(r.status, bytes);
    });
  clearInterval(timer);
  console.log((await asOwner((c) => c.query("select count(*) from audit_entries"))).rows);
  expect(done.state).toBe("applied");
});
