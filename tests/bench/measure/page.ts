import { measureReadings, type Subject } from "@/tests/bench/measure/rest";
import type { Setting } from "@/tests/bench/measure/setting";

/** Measures whole pages as the server sends them to somebody who is signed in. */
export async function measurePages(setting: Setting): Promise<void> {
  const [risk] = await setting.database.ask<{ id: string }>(
    `select "riskId" as id from risk_systems offset (select count(*) / 2 from risk_systems) limit 1`,
  );
  const page = (what: string, path: string, goal?: string): Subject => ({
    subject: "page",
    what: `HTML of ${what}`,
    asked: { path, as: "browser", who: "lead" },
    ...(goal ? { goal } : {}),
  });
  await measureReadings(setting, [
    page("the register", "/risks", "p50 ≤ 25 ms"),
    page("the register, two filters", "/risks?status=open&category=security,privacy&sort=-currentScore"),
    page("one risk", `/risks/${risk?.id}`),
    page("the heat map", "/risks/heat-map"),
    page("the programme", "/programme"),
    page("my work", "/my-work"),
  ]);
}
