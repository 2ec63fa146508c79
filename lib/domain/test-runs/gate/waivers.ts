import "server-only";
import type { Waiver } from "@/lib/domain/test-runs/gate/policy";
import { waiverKind } from "@/lib/domain/test-runs/waivers/rules";
import type { Context } from "@/lib/platform/operation/operation";
import { dayText } from "@/lib/platform/time/day";

/** Returns the waivers of an AI system's findings that were signed, by fingerprint, those past their last day among them. */
export async function waiversOn({ tx }: Context, systemId: string): Promise<Waiver[]> {
  const signed = await tx.$queryRaw<{ finding: string; until: Date; by: string | null; reason: string }[]>`
    select f.fingerprint as finding, d."until", p.name as by, d.reason
    from findings f join decisions d on d."subjectId" = f.id left join people p on p.id = d."signerId"
    where f."systemId" = ${systemId}::uuid and d.kind = ${waiverKind} and d.state = 'granted' order by d.id`;
  return signed.map(({ until, by, ...one }) => ({
    ...{ ...one, until: dayText(until) ?? "", by: by ?? "A person" },
  }));
}
