import "server-only";
import { lifecycleGates } from "@/lib/domain/inventory/systems/gates/schema";
import { gatesSetting } from "@/lib/domain/inventory/systems/gates/settings";
import type { Change } from "@/lib/platform/audit/change";
import type { Transaction } from "@/lib/platform/database/client";
import type { Prisma } from "@/lib/platform/database/generated/client";
import { type Calendar, demoId } from "@/prisma/seed/demo/calendar";
import type { DemoContent } from "@/prisma/seed/demo/content";

/** Finds the id behind a key of the files. */
export interface Ids {
  unit(key: string): string;
  person(key: string): string;
  personOrNone(key: string | null | undefined): string | null;
}

/** Returns the ids of units and people; the root of the tree is the unit that every installation has. */
export function idsOf({ units }: DemoContent, rootId: string): Ids {
  const root = units.find((unit) => unit.parent === null)?.key;
  const person = (key: string) => demoId("people", key);
  return {
    unit: (key) => (key === root ? rootId : demoId("units", key)),
    person,
    personOrNone: (key) => (key ? person(key) : null),
  };
}

/** Creates units, people and grants, and the risk method; returns the changes for the audit trail. */
export async function loadOrganisation(
  tx: Transaction,
  content: DemoContent,
  ids: Ids,
  calendar: Calendar,
): Promise<Change[]> {
  const changes: Change[] = [];
  const rootId = ids.unit(content.units.find((unit) => unit.parent === null)?.key ?? "");
  const paths = new Map<string, string>();
  for (const { key, name, parent } of content.units) {
    const id = ids.unit(key);
    const path = `${parent ? paths.get(parent) : ""}${id}/`;
    paths.set(key, path);
    const unit = parent
      ? await tx.unit.create({ data: { id, name, path, parentId: ids.unit(parent) } })
      : await tx.unit.update({ where: { id }, data: { name } });
    changes.push({ subject: { type: "units", id, unitId: id }, before: null, after: unit });
    // The scope was drawn when the transaction began; a unit made just now belongs to it too.
    await tx.$queryRaw`select set_config('plumbline.units', all_units(), true), set_config('plumbline.writable', all_units(), true)`;
  }
  const customRoles = new Set(content.organisation.customRoles.map(({ key }) => key));
  for (const { key, unit, ...role } of content.organisation.customRoles) {
    const data = { ...role, id: demoId("roles", key), unitId: ids.unit(unit), createdAt: calendar.ago(370) };
    const after = await tx.customRole.create({ data });
    changes.push({
      subject: { type: "roles", id: after.id, unitId: after.unitId },
      before: null,
      after,
    });
  }
  for (const { key, name, email, jobTitle, unit, status, grants } of content.people) {
    const unitId = ids.unit(unit);
    const person = await tx.person.create({
      data: { id: ids.person(key), name, email, jobTitle, unitId, status, createdAt: calendar.ago(370) },
    });
    changes.push({ subject: { type: "people", id: person.id, unitId }, before: null, after: person });
    for (const { role, unit: at, endsAt } of grants) {
      const grant = await tx.grant.create({
        data: {
          personId: person.id,
          role: customRoles.has(role) ? demoId("roles", role) : role,
          unitId: ids.unit(at),
          endsAt: calendar.day(endsAt),
        },
      });
      changes.push({
        subject: { type: "grants", id: grant.id, unitId: grant.unitId },
        before: null,
        after: grant,
      });
    }
  }
  const { name, timeZone, riskMethod, gates } = settingsOf(content);
  for (const [key, value] of Object.entries({
    organisation: { name, timeZone },
    "risk-method": riskMethod,
    [gatesSetting.key]: gates,
  })) {
    const setting = await tx.setting.create({
      data: {
        key,
        version: 1,
        value: value as Prisma.InputJsonValue,
        reason: "Set when the demo organisation was loaded.",
        // In force before the first score that was made by it.
        createdAt: calendar.ago(420),
      },
    });
    changes.push({
      subject: { type: "settings", id: setting.id, unitId: rootId },
      before: null,
      after: setting,
    });
  }
  return changes;
}

/** Returns the organisation's settings in the product's own shape. */
function settingsOf({ organisation }: DemoContent) {
  const method = organisation.settings.riskMethod as Record<string, unknown>;
  const steps = (name: string) =>
    (method[name] as { label: string; meaning: string }[]).map(({ label, meaning }) => ({ label, meaning }));
  return {
    name: organisation.name,
    timeZone: organisation.timeZone,
    gates: lifecycleGates.parse(organisation.settings.lifecycleGates),
    riskMethod: {
      ...method,
      likelihood: steps("likelihood"),
      impact: steps("impact"),
      reviewDays: { low: 365, medium: 180, high: 90, critical: 30 },
    },
  };
}
