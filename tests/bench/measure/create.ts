import { randomUUID } from "node:crypto";
import { type Recorded, replay } from "@/tests/bench/bare/replay";
import { round } from "@/tests/bench/measure/rest";
import { type Asked, type Setting, statementsOf } from "@/tests/bench/measure/setting";

/** Measures creating risks with their audit entries, at 1 and 16 connections, and looks for entries that are missing. */
export async function measureCreate(setting: Setting): Promise<void> {
  const { database, options } = setting;
  const [system] = await database.ask<{ id: string }>(`select id from systems order by number limit 1`);
  const { lead, team } = database.company;
  const body = (title: string) => ({
    title,
    category: "security",
    unitId: team,
    ownerId: lead.personId,
    systemIds: [system?.id],
  });
  const asked = (title: string): Asked => ({
    path: "/api/v1/risks",
    as: "token",
    who: "lead",
    body: body(title),
  });
  const [recording] = await statementsOf(database, [() => asked(`Recorded ${randomUUID()}`)]);
  const fresh = recording
    ? [String(recording.asked.body?.["title"]), (JSON.parse(recording.answer) as { id: string }).id]
    : [];
  let sent = 0;
  for (const connections of [1, 16]) {
    const ours = await round(setting, asked("Bench {n}"), connections);
    sent += ours.requests - ours.failures + ours.warmedUp;
    const bare = await replay(database.appUrl, recording?.statements ?? [], {
      seconds: options.seconds,
      connections,
      fresh,
    });
    setting.add({
      subject: "create",
      what: `create a risk, ${connections} connection${connections > 1 ? "s" : ""}`,
      size: database.size,
      values: ours,
      beside:
        connections > 1 ? { name: "bare pg", perSecond: bare.perSecond } : { name: "bare pg", p50: bare.p50 },
      goal: connections > 1 ? "≥ 100/s" : "p50 ≤ 12 ms",
    });
  }
  await lookForMissing(setting, sent, recording?.statements ?? []);
}

async function lookForMissing(
  { database, add }: Setting,
  sent: number,
  statements: readonly Recorded[],
): Promise<void> {
  const [found] = await database.ask<{ made: number; bare: number; entries: number; last: number }>(
    `select (select count(*)::int from risks where title like 'Bench %') as made,
      (select count(*)::int from risks r where (title like 'Bench %' or title like 'Recorded %')
        and not exists (select 1 from audit_entries a where a."subjectId" = r.id and action = 'risks.create')) as bare,
      count(*)::int as entries, max(seq)::int as last from audit_entries`,
  );
  if (!found) return;
  const lost = found.bare + Math.abs(found.last - found.entries) + Math.abs(sent - found.made);
  const note = `${found.made.toLocaleString("en")} risks for ${sent.toLocaleString("en")} answers, ${statements.length} statements each`;
  add({
    subject: "create",
    what: "audit entries missing",
    size: database.size,
    values: { value: lost, unit: "" },
    goal: "0",
    note,
  });
}
