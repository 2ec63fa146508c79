import "server-only";
import * as z from "zod";
import { retentionRead, retentionSet } from "@/lib/domain/organization/retention/access";
import { outdated, type RetentionDays, retentionFields } from "@/lib/domain/organization/retention/schema";
import { retentionSetting } from "@/lib/domain/organization/retention/settings";
import { readSetting, topUnit } from "@/lib/domain/organization/settings/setting";
import { may, systemActor } from "@/lib/platform/access/actor";
import { Forbidden } from "@/lib/platform/errors/public-error";
import { jobsOwn } from "@/lib/platform/jobs/access";
import { afterwards, query } from "@/lib/platform/operation/operation";
import { retentionKinds } from "@/lib/platform/registry/contributions";

/** For how long each kind is kept, in days. */
export const getRetention = query({
  name: "settings.getRetention",
  summary: "For how long what the register no longer needs is kept",
  permission: retentionRead,
  input: z.strictObject({}),
  run: async ({ tx, actor }) => {
    const { value, version } = await readSetting(tx, retentionSetting);
    return { ...value, version, can: { edit: may(actor, retentionSet, await topUnit(tx)) } };
  },
});

/** Returns the instant before which a kind is outdated. */
export function outdatedBefore(now: Date, days: number): Date {
  return new Date(now.getTime() - days * 86_400_000);
}

// Much of it is somebody's own: only the system counts it all, and nothing but the numbers leaves.
const countOutdated = query({
  name: "settings.countOutdated",
  summary: "How much of each kind is outdated",
  permission: jobsOwn,
  systemOnly: "Only the system does this.",
  secrets: true,
  timeoutMs: 60_000,
  input: z.strictObject(retentionFields),
  run: async (context, days) => {
    const kinds: z.infer<typeof outdated>[] = [];
    for (const { key, find } of retentionKinds()) {
      const kept = days[key as keyof RetentionDays];
      const { count, oldest } = await find(context.tx, outdatedBefore(context.now, kept));
      kinds.push({ key, days: kept, count, oldest: oldest?.toISOString() ?? null });
    }
    // As the form has them.
    const place = ({ key }: { key: string }) => Object.keys(retentionFields).indexOf(key);
    return { kinds: kinds.sort((a, b) => place(a) - place(b)) };
  },
});

/** What a run would remove now, by kind, with the oldest of it; with other numbers of days where they are given. Nothing is removed. */
export const dryRunRetention = afterwards(
  query({
    name: "settings.dryRunRetention",
    summary: "How much of each kind a run would remove now",
    permission: retentionRead,
    input: z.strictObject({
      sessions: z.coerce.number().pipe(retentionFields.sessions).optional(),
      links: z.coerce.number().pipe(retentionFields.links).optional(),
      notifications: z.coerce.number().pipe(retentionFields.notifications).optional(),
      imports: z.coerce.number().pipe(retentionFields.imports).optional(),
      jobs: z.coerce.number().pipe(retentionFields.jobs).optional(),
      messages: z.coerce.number().pipe(retentionFields.messages).optional(),
      requests: z.coerce.number().pipe(retentionFields.requests).optional(),
    }),
    output: z.strictObject({ kinds: z.array(outdated) }),
    run: async ({ tx, actor, units }, wanted) => {
      if (actor.kind !== "system" && !units.includes(await topUnit(tx)))
        throw new Forbidden("This is counted for the whole organisation. Ask somebody of the top unit.");
      const { value } = await readSetting(tx, retentionSetting);
      const days = Object.fromEntries(
        Object.entries(value).map(([key, kept]) => [key, wanted[key as keyof RetentionDays] ?? kept]),
      ) as RetentionDays;
      return { days, requestId: actor.requestId };
    },
  }),
  ({ days, requestId }) => countOutdated.execute(systemActor("retention", requestId), days),
);
