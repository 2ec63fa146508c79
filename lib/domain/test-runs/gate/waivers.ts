import "server-only";
import type { Waiver } from "@/lib/domain/test-runs/gate/policy";
import { waiverKind } from "@/lib/domain/test-runs/waivers/rules";
import type { Context } from "@/lib/platform/operation/operation";
import { dayText } from "@/lib/platform/time/day";

/** Returns the waivers of an AI system's findings that were signed, by fingerprint, those past their last day among them. */
export async function waiversOn({ tx }: Context, systemId: string): Promise<Waiver[]> {
  const findings = await tx.finding.findMany({
    where: { systemId },
    select: { id: true, fingerprint: true },
  });
  const fingerprintOf = new Map(findings.map((one) => [one.id, one.fingerprint]));
  const signed = await tx.decision.findMany({
    where: { kind: waiverKind, state: "granted", subjectId: { in: [...fingerprintOf.keys()] } },
    orderBy: { id: "asc" },
  });
  const signers = await tx.person.findMany({
    where: { id: { in: signed.flatMap(({ signerId }) => signerId ?? []) } },
    select: { id: true, name: true },
  });
  const nameOf = new Map(signers.map(({ id, name }) => [id, name]));
  return signed.map(({ subjectId, until, signerId, reason }) => ({
    finding: fingerprintOf.get(subjectId) ?? "",
    until: dayText(until) ?? "",
    by: nameOf.get(signerId ?? "") ?? "A person",
    reason,
  }));
}
