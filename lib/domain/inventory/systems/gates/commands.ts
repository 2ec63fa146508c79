import "server-only";
import * as z from "zod";
import { systemsGates } from "@/lib/domain/inventory/systems/access";
import { valueRefusal } from "@/lib/domain/inventory/systems/gates/rules";
import { type LifecycleGates, lifecycleGates } from "@/lib/domain/inventory/systems/gates/schema";
import { gatesSetting } from "@/lib/domain/inventory/systems/gates/settings";
import { saveSetting } from "@/lib/domain/organization/settings/setting";
import { type FieldProblem, Invalid } from "@/lib/platform/errors/public-error";
import { command } from "@/lib/platform/operation/operation";
import { gateConditions } from "@/lib/platform/registry/contributions";
import { longText } from "@/lib/platform/schema/field";

/** Sets what must hold before an AI system enters a stage. Moves keep the version they were checked against. */
export const setGates = command({
  name: "settings.setGates",
  summary: "Set what must hold before an AI system enters a stage",
  permission: systemsGates,
  input: z.strictObject({
    version: z.int({ error: "Send the version you saw, so that nobody's change is overwritten." }).min(0),
    gates: lifecycleGates,
    reason: longText({ label: "Reason", help: "Why the gates change.", max: 2_000 }),
  }),
  run: async (context, { version: seen, gates, reason }) => {
    const problems = problemsOf(gates);
    if (problems.length > 0) throw new Invalid(problems);
    const { value, version, change } = await saveSetting(context, gatesSetting, seen, gates, reason);
    return { result: { ...value, version }, change };
  },
});

function problemsOf(gates: LifecycleGates): FieldProblem[] {
  return Object.entries(gates).flatMap(([stage, set]) =>
    set.flatMap(({ condition, value, required, waivableBy }, i) => {
      const path = `gates.${stage}.${i}`;
      const known = gateConditions().find(({ key }) => key === condition);
      if (!known)
        return [{ path: `${path}.condition`, message: "There is no such condition. Choose another." }];
      if (set.findIndex((other) => other.condition === condition) !== i)
        return [
          { path: `${path}.condition`, message: "This condition is set twice. Remove one of the two." },
        ];
      if (waivableBy && !required)
        return [{ path: `${path}.waivableBy`, message: "A warning needs no waiver. Choose nobody." }];
      if (known.requiredOnly && !required)
        return [{ path: `${path}.required`, message: "This can only be required. Remove it otherwise." }];
      const refusal = valueRefusal(value, known.parameter);
      return refusal ? [{ path: `${path}.value`, message: refusal }] : [];
    }),
  );
}
