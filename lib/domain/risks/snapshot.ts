import "server-only";
import type { Ground } from "@/lib/domain/risks/queries/method";
import type { ReadRisk } from "@/lib/domain/risks/queries/risk";
import { appetiteOf, categoryLabel, levelOf, riskRef, scoreColumns } from "@/lib/domain/risks/rules";
import type { ScoreKind } from "@/lib/domain/risks/schema";
import { dayText } from "@/lib/platform/time/day";

interface Asked {
  by: string;
  reason: string;
  conditions: string | null;
  until: string;
}

/** Returns exactly what somebody who accepts a risk has before them; the decision keeps it with its digest. */
export function riskSnapshot(risk: ReadRisk, { method, methodVersion }: Ground, asked: Asked): object {
  const { title, cause, event, consequence, threatFamily, treatment, treatmentPlan, unit, owner } = risk;
  const { category } = risk;
  return {
    record: "risk",
    id: risk.id,
    version: risk.version,
    ref: riskRef(risk.number),
    title,
    cause,
    event,
    consequence,
    threatFamily,
    treatment,
    treatmentPlan,
    category: {
      key: category,
      label: categoryLabel(category, method),
      appetite: appetiteOf(category, method),
    },
    treatmentDueOn: dayText(risk.treatmentDueOn),
    unit: { id: unit.id, name: unit.name },
    owner: owner && { id: owner.id, name: owner.name },
    systems: risk.systems.map(({ system: { id, name } }) => ({ id, name })),
    scores: {
      inherent: scored(risk, "inherent", method),
      current: scored(risk, "current", method),
      target: scored(risk, "target", method),
    },
    methodVersion,
    request: asked,
  };
}

function scored(risk: ReadRisk, kind: ScoreKind, method: Ground["method"]) {
  const columns = scoreColumns(kind);
  const [likelihood, impact, score] = [risk[columns.likelihood], risk[columns.impact], risk[columns.score]];
  if (likelihood === null || impact === null) return null;
  return { likelihood, impact, score, level: levelOf(score, method) };
}
