import "server-only";
import { recordTest } from "@/lib/domain/controls/commands/record-test";
import type { GatePolicy } from "@/lib/domain/test-runs/gate/policy";
import { verdictRef } from "@/lib/domain/test-runs/gate/schema";
import type { Change } from "@/lib/platform/audit/change";
import type { Control, GateVerdict } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";

/** What a gate was asked, as far as it decides for which controls the verdict is a test. */
interface Asked {
  systemId: string;
  unitId: string;
  branch: string | null;
  base: string | null;
}

const outcomes = { pass: "passed", fail: "failed", undecided: "error" } as const;

/**
 * Returns the controls in place for which a verdict by a policy is a test: those it names, of the AI system or of its whole
 * unit. A change on its way into another branch is not what is in use, so its verdict is a test of none. The notes say why not.
 */
export async function controlsTestedBy(
  { tx }: Context,
  { controls: keys }: GatePolicy,
  { systemId, unitId, branch, base }: Asked,
): Promise<{ controls: Control[]; notes: string[] }> {
  if (keys.length === 0) return { controls: [], notes: [] };
  if (base !== null && base !== branch)
    return {
      controls: [],
      notes: [`The change is on its way into ${base}, so the verdict is no test of the controls in use.`],
    };
  const controls = await tx.control.findMany({
    where: {
      ...{ libraryKey: { in: keys }, unitId, status: { notIn: ["planned", "not-applicable"] } },
      OR: [{ systemId }, { systemId: null }],
    },
    orderBy: { number: "asc" },
  });
  const absent = keys.filter((key) => !controls.some(({ libraryKey }) => libraryKey === key));
  return {
    controls,
    notes: absent.map(
      (key) => `The AI system has no control ${key} in place, so the verdict is a test of none.`,
    ),
  };
}

/** Records a verdict as a test of these controls: only a pass is one, a failure fails them, and undecided shows nothing. */
export async function recordVerdict(
  context: Context,
  { number, policyKey, policyVersion, verdict }: GateVerdict,
  controls: readonly Control[],
  testedOn: string,
): Promise<Change[]> {
  const outcome = outcomes[verdict as keyof typeof outcomes];
  const note = `${verdictRef(number)} by ${policyKey} version ${policyVersion}: ${verdict}.`;
  const changes: Change[] = [];
  for (const control of controls) {
    const { change } = await recordTest(context, control, control.version, { outcome, testedOn, note });
    changes.push({ ...change, action: "controls.test" });
  }
  return changes;
}
