import "server-only";
import * as z from "zod";
import { liveDecisions } from "@/lib/domain/decisions/queries";
import { signingRights } from "@/lib/domain/decisions/rules";
import { findingsTriage, findingsWaive, testRunsRead } from "@/lib/domain/test-runs/access";
import { isOpen } from "@/lib/domain/test-runs/findings/rules";
import { findFinding } from "@/lib/domain/test-runs/queries/find";
import { waiverKind } from "@/lib/domain/test-runs/waivers/rules";
import { may } from "@/lib/platform/access/actor";
import { query } from "@/lib/platform/operation/operation";
import { dayText } from "@/lib/platform/time/day";

/** Until when a finding is lived with, and what the one who asks can do about it. */
export const getWaiver = query({
  name: "findings.waiver",
  summary: "Until when a finding is lived with, and who may say so",
  permission: testRunsRead,
  input: z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }) }),
  run: async (context, { id }) => {
    const { actor, tx } = context;
    const { unitId, state } = await findFinding(context, id);
    const { pending, inForce } = await liveDecisions(tx, waiverKind, id);
    const waive = may(actor, findingsWaive, unitId);
    const { notNow, ...signing } = signingRights(actor.personId, pending, waive);
    return {
      until: dayText(inForce?.until ?? null),
      can: {
        ...signing,
        ask: pending === null && isOpen(state) && may(actor, findingsTriage, unitId),
        end: inForce !== null && waive,
      },
      notNow,
    };
  },
});
