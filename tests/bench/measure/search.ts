import { measureReadings, type Subject } from "@/tests/bench/measure/rest";
import type { Setting } from "@/tests/bench/measure/setting";

/** Measures the search over all records, beside its own statements over bare pg. */
export async function measureSearch(setting: Setting): Promise<void> {
  const [risk] = await setting.database.ask<{ number: number; title: string }>(
    `select number, title from risks offset (select count(*) / 2 from risks) limit 1`,
  );
  const words = (risk?.title ?? "").split(" ").slice(0, 2).join(" ");
  const asked = (what: string, q: string, who: "lead" | "owner" = "lead"): Subject => ({
    subject: "search",
    what,
    asked: { path: `/api/v1/search?q=${encodeURIComponent(q)}&limit=12`, as: "token", who },
  });
  await measureReadings(setting, [
    asked("search, a reference", `R-${risk?.number ?? 1}`),
    asked("search, two words", words),
    asked("search, one letter", "a"),
    asked("search, nothing found", "xylophone zeppelin"),
    asked("search, two words, who sees one unit of 41", words, "owner"),
  ]);
}
