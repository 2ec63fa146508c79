import "server-only";
import * as z from "zod";
import { visibleTo as visibleSystems } from "@/lib/domain/inventory/systems/access";
import { readCatalogue } from "@/lib/domain/risk-catalogue/read-catalogue";
import { answers, fitOf } from "@/lib/domain/risk-catalogue/rules";
import { type CatalogueEntry, catalogueEdition } from "@/lib/domain/risk-catalogue/schema";
import { risksCreate, risksRead, visibleTo } from "@/lib/domain/risks/access";
import { riskRef } from "@/lib/domain/risks/rules";
import { NotFound } from "@/lib/platform/errors/public-error";
import { type Context, query } from "@/lib/platform/operation/operation";
import { withinUnits } from "@/lib/platform/operation/within-units";

const asked = z.string().max(200).optional();

/** Returns an entry with the names of its controls and sources. */
function withNames(entry: CatalogueEntry) {
  const { sources, controls } = readCatalogue();
  return {
    ...entry,
    controls: entry.controls.flatMap((id) => controls.get(id) ?? []),
    sources: entry.sources.flatMap((id) => sources.get(id) ?? []),
  };
}

/** The entries of the catalogue that answer what is looked for, with how many of today's risks came from each. */
export const listCatalogue = query({
  name: "riskCatalogue.list",
  summary: "The catalogue of AI risks",
  permission: risksRead,
  input: z.strictObject({
    q: asked,
    family: asked,
    harm: asked,
    kind: asked,
    /** Only what applies to this system, or may. */
    system: z.uuid({ error: "Is not the id of a record." }).optional(),
  }),
  run: async (context, { system: systemId, ...wanted }) => {
    const system = systemId ? await findSystem(context, systemId) : null;
    const adopted = await context.tx.risk.groupBy({
      by: ["catalogueKey"],
      where: { AND: [visibleTo(context), { catalogueKey: { not: null } }] },
      _count: { _all: true },
    });
    const counts = new Map(adopted.map(({ catalogueKey, _count }) => [catalogueKey, _count._all]));
    const { entries } = readCatalogue();
    const families = [...new Map(entries.map(({ family, familyLabel }) => [family, familyLabel]))];
    const found = entries
      .filter((entry) => answers(entry, wanted))
      .map((entry) => ({
        ...entry,
        adopted: counts.get(entry.key) ?? 0,
        fit: system && fitOf(entry, system),
      }))
      .filter(({ fit }) => fit?.fit !== "does-not-apply");
    return {
      edition: catalogueEdition,
      all: entries.length,
      families: families.map(([value, label]) => ({ value, label })),
      system: system && { id: system.id, name: system.name },
      entries: found,
    };
  },
});

async function findSystem({ tx, actor }: Context, id: string) {
  const system = await tx.system.findFirst({
    where: { AND: [{ id }, visibleSystems(actor)] },
    select: { id: true, name: true, kind: true, exposure: true, autonomy: true },
  });
  if (!system) throw new NotFound();
  return system;
}

/** One entry with the names of its controls and sources, and the risks that came from it. */
export const getCatalogueEntry = query({
  name: "riskCatalogue.get",
  summary: "One entry of the catalogue of AI risks",
  permission: risksRead,
  input: z.strictObject({ key: z.string().max(80) }),
  run: async (context, { key }) => {
    const entry = readCatalogue().entries.find((one) => one.key === key);
    if (!entry) throw new NotFound();
    const risks = await context.tx.risk.findMany({
      where: { AND: [visibleTo(context), { catalogueKey: key }] },
      select: { id: true, number: true, title: true, status: true, unit: { select: { name: true } } },
      orderBy: { number: "asc" },
      take: 200,
    });
    return {
      ...withNames(entry),
      edition: catalogueEdition,
      risks: risks.map(({ number, unit, ...risk }) => ({ ...risk, ref: riskRef(number), unit: unit.name })),
    };
  },
});

/** The systems in whose unit the actor may add risks, each with those of the chosen entries that apply to it and why. */
export const suggestSystems = query({
  name: "riskCatalogue.suggestSystems",
  summary: "Systems that entries of the catalogue apply to",
  permission: risksCreate,
  input: z.strictObject({ entries: z.string().max(8_000).default("") }),
  run: async (context, { entries: keys }) => {
    const { tx, actor } = context;
    const chosen = readCatalogue().entries.filter(({ key }) => keys.split(",").includes(key));
    const systems = await tx.system.findMany({
      where: {
        AND: [visibleSystems(actor), { stage: { not: "retired" } }, withinUnits(context)],
      },
      select: {
        id: true,
        name: true,
        kind: true,
        exposure: true,
        autonomy: true,
        unit: { select: { id: true, name: true } },
      },
      orderBy: [{ name: "asc" }, { id: "asc" }],
      take: 500,
    });
    return {
      entries: chosen.map(({ key, title }) => ({ key, title })),
      systems: systems.map(({ id, name, unit, ...facts }) => {
        const fits = chosen.map((entry) => ({ key: entry.key, title: entry.title, ...fitOf(entry, facts) }));
        return { id, name, unit, fits: fits.filter(({ fit }) => fit !== "does-not-apply") };
      }),
    };
  },
});

/** Returns the keys of the catalogue's risks and the ids of its controls, for data that points at them. */
export function shippedRiskKeys(): { risks: ReadonlySet<string>; controls: ReadonlySet<string> } {
  const { entries, controls } = readCatalogue();
  return { risks: new Set(entries.map((entry) => entry.key)), controls: new Set(controls.keys()) };
}

/** Returns the catalogue's risks and controls by name, for whoever chooses what data points at. */
export function shippedRiskNames(): { risks: Named[]; controls: Named[] } {
  const { entries, controls } = readCatalogue();
  return {
    risks: entries.map(({ key, title }) => ({ value: key, label: title })),
    controls: [...controls.values()].map(({ id, title }) => ({ value: id, label: `${id} ${title}` })),
  };
}

interface Named {
  value: string;
  label: string;
}
