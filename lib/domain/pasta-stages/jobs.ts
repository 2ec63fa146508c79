import "server-only";
import * as z from "zod";
import { settle } from "@/lib/domain/pasta-stages/commands/settle";
import { stageKind } from "@/lib/domain/pasta-stages/schema";
import type { Change } from "@/lib/platform/audit/change";
import { jobsOwn } from "@/lib/platform/jobs/access";
import { command } from "@/lib/platform/operation/operation";

/** Lets sign-offs of stages go stale for changes by people who could not see the threat model that rests on them. */
export const followAllStages = command({
  name: "pasta-stages.followAll",
  summary: "Let sign-offs of PASTA stages go stale where something changed",
  permission: jobsOwn,
  systemOnly: "Stages follow their records by themselves.",
  input: z.strictObject({}),
  timeoutMs: 300_000,
  run: async (context) => {
    const { tx } = context;
    const live = await tx.decision.findMany({
      where: { kind: stageKind, state: { in: ["requested", "granted"] } },
      select: { subjectId: true },
    });
    const models = await tx.storedThreatModel.findMany({
      where: { stages: { some: { id: { in: live.map(({ subjectId }) => subjectId) } } } },
      orderBy: { id: "asc" },
    });
    const changes: Change[] = [];
    for (const model of models) changes.push(...(await settle(context, model)));
    return { result: { changed: changes.length }, changes };
  },
});
