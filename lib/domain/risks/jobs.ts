import "server-only";
import { endAcceptance, findEndedAcceptances } from "@/lib/domain/risks/commands/end-acceptance";
import type { Job } from "@/lib/platform/jobs/job";

/** Every hour: ends acceptances whose last day has passed. */
export const endAcceptances: Job = {
  name: "risks.end-acceptances",
  schedule: "7 * * * *",
  run: async (actor, _input, progress) => {
    const ids = await findEndedAcceptances.execute(actor, {});
    for (const [done, id] of ids.entries()) {
      await endAcceptance.execute(actor, { id });
      await progress.report(done + 1, ids.length);
    }
    return { ended: ids.length };
  },
};
