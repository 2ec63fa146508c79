import type { Band } from "@/components/domain/band";
import { getRiskMethod } from "@/lib/domain/risks/queries/method";
import { riskRegister } from "@/lib/domain/risks/queries/register";
import type { Actor } from "@/lib/platform/access/actor";
import type { RegisterRow } from "@/lib/platform/register/column";
import type { LinkedRisk } from "./risks-section";

/** Returns the risks of a system that are not closed, highest first, at most 200, and the bands of the scale. */
export async function linkedRisks(
  actor: Actor,
  systemId: string,
): Promise<{ risks: LinkedRisk[]; more: boolean; bands: readonly Band[] }> {
  const filter = { systems: systemId, status: "open,treating,accepted", sort: "-currentScore", limit: 200 };
  const [{ rows, next }, { bands }] = await Promise.all([
    riskRegister.list.execute(actor, filter),
    getRiskMethod.execute(actor, {}),
  ]);
  return { risks: rows.map(toRisk), more: next !== null, bands };
}

function toRisk({ id, ref, title, owner, currentScore }: RegisterRow): LinkedRisk {
  const named = typeof owner === "object" && owner !== null && "name" in owner ? owner.name : null;
  return { id, ref, title: String(title), owner: named, score: Number(currentScore) };
}
