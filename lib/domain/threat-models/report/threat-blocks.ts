import "server-only";
import type { ThreatModel } from "@/lib/domain/threat-models/model";
import { getCoverage } from "@/lib/domain/threat-models/queries/coverage";
import { listThreats } from "@/lib/domain/threat-models/queries/threats";
import { threatStates } from "@/lib/domain/threat-models/record/schema";
import { type Category, categories, families } from "@/lib/domain/threat-models/schema";
import type { Actor } from "@/lib/platform/access/actor";
import { type Block, badge, type Cell } from "@/lib/platform/report/model";
import { formatDay } from "@/lib/platform/time/format-day";

type Threat = Awaited<ReturnType<typeof listThreats.execute>>["threats"][number];

/** Returns the threats of a model on paper: how many stand where, each with its place and what was decided, and their sources. */
export async function threatBlocks(actor: Actor, id: string, model: ThreatModel): Promise<Block[]> {
  const { threats } = await listThreats.execute(actor, { id });
  const names = new Map(
    [...model.elements, ...model.flows, ...model.zones].map((part) => [part.id, part.name || part.id]),
  );
  const counted = threatStates.map(({ value, label, tone }) => ({
    ...{ label, tone, of: threats.length },
    value: threats.filter(({ state }) => state === value).length,
  }));
  return [
    { kind: "heading", level: 1, text: "Threats" },
    ...(threats.length === 0
      ? []
      : [
          {
            kind: "bars" as const,
            title: "How far the threats are decided",
            counted: `Of ${threats.length} threats`,
            bars: counted.filter(({ value }) => value > 0),
          },
        ]),
    {
      kind: "table",
      title: "Threats with decisions",
      note: "The ids are those of the lists and editions named under Sources.",
      columns: [
        { label: "Ref", weight: 0.75 },
        { label: "Threat", weight: 2.6, rowHeader: true },
        { label: "Where", weight: 1.3 },
        { label: "Category", weight: 1.2 },
        { label: "State", weight: 1.15, kind: "badge" },
        { label: "Decision", weight: 2.1 },
        { label: "Risks and controls", weight: 1.2 },
        { label: "Names", weight: 1.2 },
      ],
      rows: threats.map((threat) => [
        threat.ref,
        threat.title,
        placeOf(threat, names),
        threat.category ?? null,
        stateOf(threat),
        decisionOf(threat),
        [...threat.risks, ...threat.controls].map(({ ref }) => ref).join(", ") || null,
        threat.sources.map((source) => source.id).join(", ") || null,
      ]),
      empty: "No threats have been generated yet.",
    },
    ...sourceBlocks(threats),
  ];
}

function placeOf({ elementIds }: Threat, names: ReadonlyMap<string, string>): string | null {
  return elementIds.map((id) => names.get(id) ?? "a part that is gone").join(", ") || null;
}

function stateOf({ state }: Threat): Cell {
  const known = threatStates.find(({ value }) => value === state);
  return known ? badge(known.label, known.tone) : state;
}

function decisionOf({ reason, until, decidedBy, mergedInto, acceptance }: Threat): string | null {
  const { asked, accepted } = acceptance;
  const words = [
    reason,
    until === null ? null : `Until ${formatDay(until)}.`,
    accepted
      ? `Asked for by ${accepted.askedBy ?? "somebody"}, signed by ${accepted.by ?? "somebody"}.`
      : null,
    accepted || decidedBy === null ? null : `By ${decidedBy}.`,
    asked
      ? `Acceptance asked for by ${asked.by ?? "somebody"}${asked.until ? ` until ${formatDay(asked.until)}` : ""}; not signed.`
      : null,
    mergedInto === null ? null : `Merged into ${mergedInto}.`,
  ];
  return words.filter(Boolean).join(" ") || null;
}

function sourceBlocks(threats: readonly Threat[]): Block[] {
  const cited = new Map(
    threats.flatMap(({ sources }) => sources.map((source) => [source.id, source] as const)),
  );
  if (cited.size === 0) return [];
  return [
    {
      kind: "table",
      title: "Sources",
      columns: [
        { label: "Id", weight: 1, rowHeader: true },
        { label: "Name", weight: 3 },
        { label: "List", weight: 2.4 },
        { label: "Edition", weight: 1 },
      ],
      rows: [...cited.values()]
        .toSorted((a, b) =>
          a.list === b.list ? a.id.localeCompare(b.id, "en") : a.list.localeCompare(b.list, "en"),
        )
        .map(({ id, name, list, edition }) => [id, name, list, edition]),
    },
  ];
}

const short: Record<Category, string> = {
  Spoofing: "S",
  Tampering: "T",
  Repudiation: "R",
  "Information disclosure": "I",
  "Denial of service": "D",
  "Elevation of privilege": "E",
  "AI harm: hallucination": "Halluc.",
  "AI harm: over-reliance": "Over-rel.",
  "AI harm: unsafe output": "Unsafe",
  "AI harm: unfair output": "Unfair",
};

/** Returns what the rules cover on paper: each part against STRIDE and the four harms, the families, the lists with why a place is empty. */
export async function coverageBlocks(actor: Actor, id: string): Promise<Block[]> {
  const { elements, families: found, lists } = await getCoverage.execute(actor, { id });
  const wanted = new Set<string>(families.map(({ value }) => value));
  return [
    { kind: "heading", level: 1, text: "Coverage" },
    {
      kind: "table",
      title: "Parts against STRIDE and the harms of AI",
      note: "Threats that apply, and after + those that wait for an answer; a dash where no rule proposes one.",
      columns: [
        { label: "Part", weight: 2.4, rowHeader: true },
        ...categories.map((category) => ({ label: short[category], weight: 0.8, align: "center" as const })),
      ],
      rows: elements.map(({ name, id: part, cells }) => [
        name || part,
        ...categories.map((category) => amount(cells[category])),
      ]),
      empty: "The model has no parts yet.",
    },
    listTable(
      "Families of threats",
      found.filter(({ id: family }) => wanted.has(family)),
    ),
    ...lists.map(({ framework, edition, entries }) => listTable(`${framework}, ${edition}`, entries)),
  ];
}

interface Counted {
  open: number;
  needsAnswer: number;
  why: string | null;
}

function amount({ open, needsAnswer }: Counted): string | null {
  if (open + needsAnswer === 0) return null;
  return needsAnswer === 0 ? String(open) : `${open} + ${needsAnswer}`;
}

function listTable(title: string, entries: readonly (Counted & { id: string; name: string })[]): Block {
  return {
    kind: "table",
    title,
    columns: [
      { label: "Entry", weight: 2.6, rowHeader: true },
      { label: "Apply", weight: 0.6, kind: "number", align: "right" },
      { label: "Wait for an answer", weight: 0.9, kind: "number", align: "right" },
      { label: "Why none", weight: 3.4 },
    ],
    rows: entries.map(({ id, name, open, needsAnswer, why }) => [
      id === name || /^[a-z_]+$/.test(id) ? name : `${id} ${name}`,
      open,
      needsAnswer,
      why ?? "",
    ]),
  };
}
