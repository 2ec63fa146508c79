import "server-only";
import * as z from "zod";
import { timeZoneOf } from "@/lib/domain/organization/settings/queries";
import { readSetting, saveSetting } from "@/lib/domain/organization/settings/setting";
import { remindersSet } from "@/lib/domain/reminders/access";
import { type Due, everythingDue } from "@/lib/domain/reminders/due";
import { type ReminderStep, stepOf } from "@/lib/domain/reminders/rules";
import { reminderFields } from "@/lib/domain/reminders/schema";
import { reminderSetting } from "@/lib/domain/reminders/settings";
import { peopleWithRole } from "@/lib/domain/tasks/commands/notify";
import { unchanged } from "@/lib/platform/audit/change";
import { jobsOwn } from "@/lib/platform/jobs/access";
import { type Context, command } from "@/lib/platform/operation/operation";
import { dayIn } from "@/lib/platform/time/day";
import { formatDay } from "@/lib/platform/time/format-day";

/**
 * Tells people of what falls due: the owner some days before, on the day, and when it is late; later on, or at once where
 * nobody owns it, the leads of the unit; the days are a setting. Each step once, however often it runs; only the system does this.
 */
export const sendReminders = command({
  name: "reminders.send",
  summary: "Tell people of what falls due",
  permission: jobsOwn,
  systemOnly: "Reminders are sent by themselves.",
  input: z.strictObject({}),
  timeoutMs: 300_000,
  run: async (context) => {
    const today = dayIn(await timeZoneOf(context.tx), context.now);
    const { value: days } = await readSetting(context.tx, reminderSetting);
    const leads = new Map<string, string[]>();
    const wanted: Wanted[] = [];
    for (const due of await everythingDue(context, today, days.before)) {
      const step = stepOf(due.dueOn, today, days);
      if (step === null) continue;
      const title = wordsOf(due, step);
      const about = `${due.what} ${due.key} ${due.dueOn}`;
      for (const personId of await toldOf(context, due, step, leads))
        wanted.push({ ...due, personId, step, about, title });
    }
    let told = 0;
    for (let from = 0; from < wanted.length; from += atOnce)
      told += await tell(context, wanted.slice(from, from + atOnce));
    return unchanged({ told });
  },
});

/** Sets when people are told of what falls due; it holds from the next run on. */
export const setReminderDays = command({
  name: "settings.setReminders",
  summary: "Set when people are told of what falls due",
  permission: remindersSet,
  input: z.strictObject({
    version: z.int({ error: "Send the version you saw, so that nobody's change is overwritten." }).min(0),
    ...reminderFields,
  }),
  run: async (context, { version: seen, ...wanted }) => {
    const { value, version, change } = await saveSetting(context, reminderSetting, seen, wanted);
    return { result: { ...value, version }, change };
  },
});

/** How many lines are written in one statement: a large register has many dates on its first day. */
const atOnce = 1_000;

interface Wanted extends Due {
  personId: string;
  step: ReminderStep;
  about: string;
  title: string;
}

// Only what was not told before is told.
async function tell({ tx }: Context, wanted: readonly Wanted[]): Promise<number> {
  const fresh = await tx.reminder.createManyAndReturn({
    data: wanted.map(({ personId, about, step }) => ({ personId, about, step })),
    skipDuplicates: true,
  });
  const keyOf = ({ personId, about, step }: { personId: string; about: string; step: string }) =>
    JSON.stringify([personId, about, step]);
  const told = new Map(wanted.map((one) => [keyOf(one), one]));
  const lines = fresh.flatMap((one) => told.get(keyOf(one)) ?? []);
  await tx.notification.createMany({
    data: lines.map(({ personId, title, subjectType, subjectId }) => ({
      ...{ personId, subjectType, subjectId },
      title: title.slice(0, 300),
      kind: "reminder",
    })),
  });
  return lines.length;
}

// The owner first; the leads when it has been late for long, or where nobody owns it and it is late.
async function toldOf(
  { tx }: Context,
  { personId, unitId }: Due,
  step: ReminderStep,
  leads: Map<string, string[]>,
): Promise<string[]> {
  const owner = personId === null ? [] : [personId];
  const late = step === "escalated" || (step === "overdue" && personId === null);
  if (!late) return owner;
  const known = leads.get(unitId) ?? (await peopleWithRole(tx, ["lead"], unitId));
  leads.set(unitId, known);
  return [...new Set([...owner, ...known])];
}

// Most things are due; these end by themselves.
const ending: Readonly<Record<string, { today: string; past: string }>> = {
  "The acceptance of": { today: "ends", past: "ended" },
  "The evidence": { today: "expires", past: "expired" },
};

function wordsOf({ what, name, dueOn }: Due, step: ReminderStep): string {
  const day = formatDay(dueOn);
  const { today, past } = ending[what] ?? { today: "is due", past: "was due" };
  if (step === "soon") return `${what} ${name} ${today} on ${day}`;
  if (step === "due") return `${what} ${name} ${today} today`;
  return step === "overdue"
    ? `${what} ${name} ${past} on ${day}`
    : `Late since ${day}: ${what.toLowerCase()} ${name}`;
}
