import "server-only";
import * as z from "zod";
import { systemsGates, systemsRead, visibleTo } from "@/lib/domain/inventory/systems/access";
import { checkGate, mayWaive } from "@/lib/domain/inventory/systems/gates/check";
import { blockingOf, gateDifferences } from "@/lib/domain/inventory/systems/gates/rules";
import { gatesSetting } from "@/lib/domain/inventory/systems/gates/settings";
import { findSystem } from "@/lib/domain/inventory/systems/queries";
import { stagesAfter } from "@/lib/domain/inventory/systems/rules";
import { settingsRead } from "@/lib/domain/organization/settings/access";
import { readSetting, settingVersions, topUnit } from "@/lib/domain/organization/settings/setting";
import { may } from "@/lib/platform/access/actor";
import { query } from "@/lib/platform/operation/operation";
import { gateConditions } from "@/lib/platform/registry/contributions";

/** The gates in force, their version, and the conditions that one may set. */
export const getGates = query({
  name: "settings.getGates",
  summary: "What must hold before an AI system enters a stage",
  permission: settingsRead,
  input: z.strictObject({}),
  run: async ({ tx, actor }) => {
    const { value, version } = await readSetting(tx, gatesSetting);
    const library = gateConditions().map(({ key, label, parameter, requiredOnly }) => ({
      key,
      label,
      parameter: parameter ?? null,
      requiredOnly: requiredOnly ?? false,
    }));
    return { ...value, version, library, can: { edit: may(actor, systemsGates, await topUnit(tx)) } };
  },
});

/** The newest 200 versions of the gates, newest first: who set them, when, why, and what changed with them. */
export const listGateVersions = query({
  name: "settings.listGates",
  summary: "The versions of the lifecycle gates, newest first",
  permission: settingsRead,
  input: z.strictObject({}),
  run: async ({ tx }) => {
    const versions = await settingVersions(tx, gatesSetting);
    return {
      rows: versions.map(({ value, before, ...row }) => ({
        ...row,
        differences: gateDifferences(before, value, gateConditions()),
      })),
    };
  },
});

/** What each stage that may follow asks of a system, and whether it holds now. */
export const systemGates = query({
  name: "systems.gates",
  summary: "What the next stages ask of an AI system, and whether it holds",
  permission: systemsRead,
  input: z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }) }),
  run: async (context, { id }) => {
    const system = await findSystem(context, id, visibleTo(context.actor));
    const { value, version } = await readSetting(context.tx, gatesSetting);
    const gates = [];
    for (const stage of stagesAfter(system.stage)) {
      const checks = await checkGate(context, value, system, stage);
      const canWaive = blockingOf(checks).some((check) => mayWaive(context.actor, check, system.unitId));
      gates.push({ stage, checks, canWaive });
    }
    return { version, gates };
  },
});
