import "server-only";
import * as z from "zod";
import { planAdoption } from "@/lib/domain/risk-catalogue/plan";
import { adoptionFields, catalogueEdition } from "@/lib/domain/risk-catalogue/schema";
import { risksCreate } from "@/lib/domain/risks/access";
import { addRisk } from "@/lib/domain/risks/commands/create-risk";
import { riskFields } from "@/lib/domain/risks/schema";
import type { Change } from "@/lib/platform/audit/change";
import { command, query } from "@/lib/platform/operation/operation";

const input = z.strictObject({
  ...adoptionFields,
  unitId: riskFields.unitId.optional(),
  ownerId: riskFields.ownerId.optional(),
});

interface Row {
  entry: string;
  title: string;
  systems: { id: string; name: string }[];
  state: "added" | "would-add" | "left-out";
  reason: string | null;
  risk: { id: string; ref: string } | null;
}

/** What adopting entries would add to the register, row by row, duplicates named; changes nothing. */
export const previewAdoption = query({
  name: "riskCatalogue.preview",
  summary: "What adopting entries of the catalogue would add",
  permission: risksCreate,
  input,
  run: async (context, adoption) => {
    const plan = await planAdoption(context, adoption);
    const rows: Row[] = plan.map(({ entry, title, systems, obstacle }) => ({
      entry: entry.key,
      title,
      systems,
      state: obstacle ? "left-out" : "would-add",
      reason: obstacle?.reason ?? null,
      risk: null,
    }));
    return { rows };
  },
});

/**
 * Adds a risk for each chosen entry and system, or one for all of them. What is in the register already is left out and
 * named; the others are added, each remembering its entry and edition.
 */
export const adoptEntries = command({
  name: "riskCatalogue.adopt",
  summary: "Adopt entries of the catalogue into the risk register",
  permission: risksCreate,
  input,
  run: async (context, { ownerId = null, ...adoption }) => {
    const rows: Row[] = [];
    const changes: Change[] = [];
    for (const { entry, title, unitId, systems, obstacle } of await planAdoption(context, adoption)) {
      const row = { entry: entry.key, title, systems };
      if (obstacle) {
        rows.push({ ...row, state: "left-out", reason: obstacle.reason, risk: null });
        continue;
      }
      const { cause, event, consequence, category, threatFamily } = entry;
      const text = { title, cause, event, consequence, category, threatFamily };
      const none = { treatment: null, treatmentPlan: null, treatmentDueOn: null, reviewEveryDays: null };
      const systemIds = systems.map(({ id }) => id);
      const origin = { catalogueKey: entry.key, catalogueEdition };
      const { risk, change } = await addRisk(
        context,
        { ...text, ...none, unitId, ownerId, systemIds },
        origin,
      );
      rows.push({ ...row, state: "added", reason: null, risk: { id: risk.id, ref: risk.ref } });
      changes.push(change);
    }
    return { result: { rows, added: changes.length }, changes };
  },
});
