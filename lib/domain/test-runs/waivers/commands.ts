import "server-only";
import * as z from "zod";
import {
  assertEnd,
  closeDecision,
  decisionAnswer,
  endReplaced,
  grantDecision,
  refuseDecision,
  requestDecision,
  signable,
  takeBack,
} from "@/lib/domain/decisions/commands";
import { liveDecisions } from "@/lib/domain/decisions/queries";
import { decisionFields, decisionRecord } from "@/lib/domain/decisions/schema";
import { todayOf } from "@/lib/domain/programme-roles/queries";
import { askToSign, notify } from "@/lib/domain/tasks/commands/notify";
import { assertMay, findingsTriage, findingsWaive } from "@/lib/domain/test-runs/access";
import { findingRef, isOpen } from "@/lib/domain/test-runs/findings/rules";
import { findFinding } from "@/lib/domain/test-runs/queries/find";
import { waiverKind } from "@/lib/domain/test-runs/waivers/rules";
import { waiverSnapshot } from "@/lib/domain/test-runs/waivers/snapshot";
import { roleIn } from "@/lib/platform/access/actor";
import type { Decision, Finding } from "@/lib/platform/database/generated/client";
import { Conflict } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { recordVersion } from "@/lib/platform/schema/shape";
import { dayText } from "@/lib/platform/time/day";

const { id } = recordVersion;
const { reason, until } = decisionFields;

/** Asks that a finding be lived with until a day; until somebody else signs it counts as it did. */
export const requestWaiver = command({
  name: "findings.requestWaiver",
  summary: "Ask that a finding be lived with until a day",
  permission: findingsTriage,
  input: z.strictObject({ id, reason, until }),
  output: decisionRecord,
  run: async (context, asked) => {
    const finding = await held(context, asked.id, findingsTriage);
    if (!isOpen(finding.state)) throw new Conflict("The finding is closed. There is nothing to live with.");
    if ((await liveDecisions(context.tx, waiverKind, finding.id)).pending)
      throw new Conflict("A waiver is asked for already. It is signed, refused or withdrawn first.");
    assertEnd(asked.until, await todayOf(context));
    const { decision, change } = await requestDecision(context, {
      kind: waiverKind,
      subject: { type: "findings", id: finding.id, unitId: finding.unitId },
      ...{ reason: asked.reason, conditions: null, until: asked.until },
      snapshot: waiverSnapshot(finding),
    });
    await askToSign(
      context,
      findingsWaive,
      {
        title: `Your signature is asked for: is ${findingRef(finding.number)} ${finding.title} lived with until ${asked.until}?`,
        ...{ subjectType: "findings", subjectId: finding.id, unitId: finding.unitId },
      },
      decision.authorIds,
    );
    return { result: decisionAnswer(decision), change };
  },
});

/** Signs a waiver; never whoever asked. Until its last day gates count the finding as accepted. */
export const grantWaiver = command({
  name: "findings.grantWaiver",
  summary: "Sign that a finding is lived with until a day",
  permission: findingsWaive,
  input: z.strictObject({ id, reason }),
  output: decisionRecord,
  run: async (context, asked) => {
    const { finding, pending, inForce, role } = await forSigning(context, asked.id);
    const last = dayText(pending.until) ?? "";
    assertEnd(last, await todayOf(context));
    const replaced = await endReplaced(context, inForce, "waiver");
    const signature = { role, reason: asked.reason, until: last, snapshot: waiverSnapshot(finding) };
    const granted = await grantDecision(context, pending, signature);
    await tell(context, finding, pending, `is lived with until ${last}`);
    return { result: decisionAnswer(granted.decision), changes: [granted.change, ...replaced] };
  },
});

/** Refuses a waiver, with the reason; the finding counts as it did. */
export const refuseWaiver = command({
  name: "findings.refuseWaiver",
  summary: "Refuse to live with a finding",
  permission: findingsWaive,
  input: z.strictObject({ id, reason }),
  output: decisionRecord,
  run: async (context, asked) => {
    const { finding, pending, role } = await forSigning(context, asked.id);
    const refused = await refuseDecision(context, pending, role, asked.reason);
    await tell(context, finding, pending, `is not to be lived with: ${asked.reason}`);
    return { result: decisionAnswer(refused.decision), change: refused.change };
  },
});

/** Takes a request for a waiver back; only the person who asked. */
export const withdrawWaiver = command({
  name: "findings.withdrawWaiver",
  summary: "Withdraw the request for a waiver",
  permission: findingsTriage,
  input: z.strictObject({ id }),
  output: decisionRecord,
  run: async (context, asked) => {
    const finding = await held(context, asked.id, findingsTriage);
    const { pending } = await liveDecisions(context.tx, waiverKind, finding.id);
    const closed = await takeBack(context, pending, "No waiver is asked for.");
    return { result: decisionAnswer(closed.decision), change: closed.change };
  },
});

/** Ends a waiver in force before its last day; from now on the finding counts again. */
export const endWaiver = command({
  name: "findings.endWaiver",
  summary: "End the waiver of a finding",
  permission: findingsWaive,
  input: z.strictObject({ id, reason }),
  output: decisionRecord,
  run: async (context, asked) => {
    const finding = await held(context, asked.id, findingsWaive);
    const { inForce } = await liveDecisions(context.tx, waiverKind, finding.id);
    if (!inForce) throw new Conflict("No waiver is in force.");
    const closed = await closeDecision(context, inForce, "ended", asked.reason);
    await tell(context, finding, inForce, `is no longer lived with: ${asked.reason}`);
    return { result: decisionAnswer(closed.decision), change: closed.change };
  },
});

async function held(context: Context, id: string, needed: typeof findingsTriage): Promise<Finding> {
  const finding = await findFinding(context, id);
  assertMay(context.actor, needed, finding.unitId);
  return finding;
}

async function forSigning(context: Context, id: string) {
  const finding = await held(context, id, findingsWaive);
  const { pending, inForce } = await liveDecisions(context.tx, waiverKind, id);
  const role = roleIn(context.actor, findingsWaive, finding.unitId);
  return { finding, pending: signable(context.actor, pending), inForce, role };
}

async function tell(
  context: Context,
  { id, number, title, ownerId }: Finding,
  { requestedById }: Decision,
  what: string,
): Promise<void> {
  await notify(context, {
    title: `${findingRef(number)} ${title} ${what}`,
    ...{ subjectType: "findings", subjectId: id, personIds: [ownerId, requestedById] },
  });
}
