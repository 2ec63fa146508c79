import "server-only";
import * as z from "zod";
import { readSystem } from "@/lib/domain/inventory/systems/queries";
import { programmeRolesRead } from "@/lib/domain/programme-roles/access";
import { shippedRoles } from "@/lib/domain/programme-roles/read-roles";
import { type Activity, roleStates, systemParties } from "@/lib/domain/programme-roles/schema";
import { staffingOf } from "@/lib/domain/programme-roles/staffing";
import { type Context, command } from "@/lib/platform/operation/operation";
import { letterhead } from "@/lib/platform/report/letterhead";
import { type Block, badge } from "@/lib/platform/report/model";
import { pdfDownload, reportDay } from "@/lib/platform/report/report-file";
import { day } from "@/lib/platform/schema/field";

type Staffing = Awaited<ReturnType<typeof staffingOf>>;
type System = Awaited<ReturnType<typeof readSystem>>;

/** Who is responsible, accountable, consulted and informed for one AI system, by name, as a PDF; vacancies are marked. */
export const raciReport = command({
  name: "systems.raci",
  summary: "The RACI sheet of an AI system as PDF",
  permission: programmeRolesRead,
  input: z.strictObject({
    id: z.uuid({ error: "Is not the id of a record." }),
    on: day({ label: "on" }).optional(),
  }),
  run: async (context, { id, on }) => {
    const system = await readSystem(context, id);
    const { unit } = system;
    const head = await letterhead(context.tx);
    const { day: date, asOf } = reportDay(on, head.timeZone, context.now);
    const { path } = await context.tx.unit.findUniqueOrThrow({
      where: { id: unit.id },
      select: { path: true },
    });
    const staffing = await staffingOf(context, { path }, date);
    const report = {
      ...head,
      title: system.name,
      subtitle: `RACI sheet of AI system ${system.ref}`,
      state: `As of ${date}`,
      generatedFor: context.actor.name,
      asOf,
      wholeDay: true,
      sections: await sections(context, system, staffing),
    };
    const result = pdfDownload(`${system.ref}-raci-${date}.pdf`, report, "record");
    const subject = { type: "systems", id: null, unitId: unit.id };
    return { result, change: { subject, before: null, after: { format: "pdf", record: system.ref, id } } };
  },
});

async function sections(context: Context, system: System, staffing: Staffing): Promise<Block[]> {
  const vacant = staffing.filter(({ state, need }) => state === "vacant" && need === "required");
  return [
    { kind: "heading", level: 1, text: "The system" },
    {
      kind: "facts",
      items: [
        { label: "Business unit", value: system.unit.name },
        { label: "System owner", value: system.owner?.name ?? badge("Vacant", "bad") },
        { label: "Technical owner", value: system.technicalOwner?.name ?? badge("Vacant", "bad") },
      ],
    },
    ...(vacant.length > 0 ? [vacancyCallout(vacant.map(({ title }) => title))] : []),
    { kind: "heading", level: 1, text: "Who does what" },
    activityTable(shippedRoles().activities, namesOf(system, staffing)),
    { kind: "heading", level: 1, text: "Who holds which role" },
    await roleTable(context, staffing),
    { kind: "heading", level: 1, text: "What the roles answer for" },
    ...staffing.flatMap(({ title, purpose, responsibilities }): Block[] => [
      { kind: "heading", level: 2, text: title },
      { kind: "paragraph", text: purpose },
      { kind: "list", items: responsibilities },
    ]),
  ];
}

function vacancyCallout(titles: readonly string[]): Block {
  const title =
    titles.length === 1 ? "1 required role is vacant" : `${titles.length} required roles are vacant`;
  return { kind: "callout", tone: "bad", title, text: `${titles.join(", ")}.` };
}

/** Returns what stands for each party of an activity: its title with names, or that it is vacant. */
function namesOf(system: System, staffing: Staffing): Map<string, string> {
  const owners: Record<string, string | undefined> = {
    "system-owner": system.owner?.name,
    "technical-owner": system.technicalOwner?.name,
  };
  const parties = systemParties.map(({ value, label }) => [value, named(label, owners[value])] as const);
  const roles = staffing.map(
    ({ role, title, holders }) =>
      [role, named(title, holders.map(({ person }) => person.name).join(", "))] as const,
  );
  return new Map<string, string>([...parties, ...roles]);
}

const named = (title: string, name: string | undefined) => `${title}: ${name || "VACANT"}`;

function activityTable(activities: readonly Activity[], names: Map<string, string>): Block {
  const cell = (parties: readonly string[]) => parties.map((party) => names.get(party) ?? party).join("\n");
  return {
    kind: "table",
    columns: [
      { label: "Activity", weight: 1.5, rowHeader: true },
      { label: "Responsible", weight: 1.4 },
      { label: "Accountable", weight: 1.4 },
      { label: "Consulted", weight: 1.4 },
      { label: "Informed", weight: 1.4 },
    ],
    rows: activities.map(({ title, responsible, accountable, consulted, informed }) => [
      title,
      cell(responsible),
      cell([accountable]),
      cell(consulted),
      cell(informed),
    ]),
  };
}

async function roleTable({ tx }: Context, staffing: Staffing): Promise<Block> {
  const ids = staffing.flatMap(({ unitId }) => unitId ?? []);
  const units = await tx.unit.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  return {
    kind: "table",
    note: "A role that nobody holds in the unit is held by the nearest unit above that has a holder.",
    columns: [
      { label: "Role", weight: 1.6, rowHeader: true },
      { label: "State", weight: 0.9, kind: "badge" },
      { label: "Held by", weight: 1.6 },
      { label: "Since", weight: 0.8 },
      { label: "In", weight: 1.4 },
    ],
    rows: staffing.map(({ title, need, state, holders, unitId }) => {
      const shown = roleStates.find(({ value }) => value === state);
      const tone = state === "vacant" && need === "optional" ? "neutral" : (shown?.tone ?? "neutral");
      return [
        title,
        badge(shown?.label ?? state, tone),
        holders.map(({ person }) => person.name).join("\n") || null,
        holders.map(({ since }) => since).join("\n") || null,
        units.find(({ id }) => id === unitId)?.name ?? null,
      ];
    }),
  };
}
