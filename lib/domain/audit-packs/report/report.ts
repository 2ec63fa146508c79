import "server-only";
import type { Gathered, PackAsked } from "@/lib/domain/audit-packs/contents/gather";
import type { ExtractFacts } from "@/lib/domain/audit-packs/contents/proofs";
import type { FrameworkState } from "@/lib/domain/audit-packs/queries/coverage";
import { coverageSections } from "@/lib/domain/audit-packs/report/coverage-sections";
import { gapSections, gapsOf } from "@/lib/domain/audit-packs/report/gaps";
import { inventorySections, recordSections } from "@/lib/domain/audit-packs/report/record-sections";
import { riskSections } from "@/lib/domain/audit-packs/report/risk-sections";
import { barsOf, counted, howMany } from "@/lib/domain/audit-packs/report/tables";
import { leftOutOptions } from "@/lib/domain/audit-packs/schema";
import type { TrendPoint } from "@/lib/domain/programme/schema";
import type { Block, Report } from "@/lib/platform/report/model";
import { formatDay } from "@/lib/platform/time/format-day";

/** Everything that the report of a pack is written from. */
export interface ReportGround {
  asked: PackAsked;
  gathered: Gathered;
  states: readonly FrameworkState[];
  trend: readonly TrendPoint[];
  extract: ExtractFacts;
}

/** Returns the report of a pack: an executive page, then each kind of record, the gaps, and how to check it. */
export function packReport(ground: ReportGround, asOf: Date): Report {
  const { asked, gathered } = ground;
  const { frame } = gathered;
  return {
    title: asked.title,
    subtitle: scopeWords(ground),
    organisation: frame.organisation,
    state: `As of ${formatDay(asked.asOf)}`,
    asOf,
    wholeDay: true,
    timeZone: frame.timeZone,
    generatedFor: asked.recipient,
    sections: [
      ...atAGlance(ground),
      ...whatItIs(ground),
      ...inventorySections(gathered),
      ...riskSections(gathered, ground.trend),
      ...coverageSections(gathered, ground.states),
      ...recordSections(gathered, asked),
      ...gapSections(gathered, ground.states),
      ...proofSections(ground),
    ],
  };
}

/** Returns what a pack is about in a line. */
export function scopeWords({ asked, gathered }: Pick<ReportGround, "asked" | "gathered">): string {
  const { unit, systems } = gathered.frame;
  if (asked.systemIds.length === 0) return `${unit.name} and everything below it`;
  return systems.length <= 3
    ? systems.map(({ name }) => name).join(", ")
    : `${systems.length} AI systems of ${unit.name}`;
}

function atAGlance({ gathered, states, extract }: ReportGround): Block[] {
  const { systems, risks, controls, decisions, evidence } = gathered.registers;
  const open = risks.rows.filter(({ status }) => status !== "closed");
  const gaps = gapsOf(gathered).filter(({ count }) => count > 0).length;
  const effective = howMany(controls.rows, (row) => row["operating"] === "effective");
  const covered = states.flatMap(({ places }) =>
    places.map(({ framework, place, counts }) => ({
      label: places.length > 1 ? `${framework.name}: ${place.system?.name ?? ""}` : framework.name,
      value: `${counts.confirmed} confirmed, ${counts.inferred} inferred of ${counts.all}`,
    })),
  );
  return [
    { kind: "heading", level: 1, text: "At a glance" },
    {
      kind: "paragraph",
      style: "lead",
      text: `${counted(systems.rows.length, "AI system")}, ${counted(open.length, "risk")} not closed, ${counted(controls.rows.length, "control")}. ${gaps === 0 ? "No gap was found." : `${counted(gaps, "kind")} of gaps, each counted under Gaps.`}`,
    },
    {
      kind: "facts",
      items: [
        {
          label: "AI systems",
          value: `${systems.rows.length}, ${howMany(systems.rows, (row) => row["stage"] === "production")} of them in production`,
        },
        {
          label: "Risks above appetite",
          value: `${howMany(open, (row) => row["appetite"] === "above")} of ${open.length} not closed`,
        },
        { label: "Controls shown to work", value: `${effective} of ${controls.rows.length}` },
        ...covered,
        {
          label: "Decisions",
          value: `${howMany(decisions.rows, (row) => row["state"] === "granted")} in force of ${decisions.rows.length}`,
        },
        {
          label: "Evidence",
          value: `${howMany(evidence.rows, (row) => row["freshness"] === "fresh")} fresh of ${evidence.rows.length}`,
        },
        {
          label: "Audit trail",
          value: `${counted(extract.entries, "entry", "entries")} with proof of inclusion`,
        },
      ],
    },
    barsOf(
      { ...risks, rows: open },
      "level",
      "Risks that are not closed by level of their current score",
      "risks",
    ),
  ];
}

function whatItIs({ asked, gathered, states }: ReportGround): Block[] {
  const left = leftOutOptions.filter(({ value }) => asked.leftOut.includes(value));
  return [
    { kind: "heading", level: 1, text: "What this pack is" },
    {
      kind: "facts",
      items: [
        { label: "For", value: asked.recipient },
        { label: "Scope", value: scopeWords({ asked, gathered }) },
        {
          label: "Frameworks",
          value:
            states
              .map(({ statement }) => `${statement.framework.name}, ${statement.framework.version}`)
              .join("\n") || "None",
        },
        { label: "Period", value: `${formatDay(asked.periodFrom)} to ${formatDay(asked.asOf)}` },
        {
          label: "Records as of",
          value: `The end of ${formatDay(asked.asOf)} (${gathered.frame.timeZone}), read from the audit trail`,
        },
        {
          label: "Left out",
          value: left.map(({ label, help }) => `${label}: ${help}`).join("\n") || "Nothing",
        },
      ],
    },
    {
      kind: "paragraph",
      style: "muted",
      text: "It holds what whoever built it may read in this scope. Names of people and business units are those of the day on which it was built.",
    },
  ];
}

function proofSections({ extract }: ReportGround): Block[] {
  return [
    { kind: "heading", level: 1, text: "Audit trail" },
    {
      kind: "paragraph",
      text:
        extract.entries === 0
          ? "No entry of the audit trail is about these records in the period."
          : `${counted(extract.entries, "entry", "entries")} about these records in the period stand in audit/entries.jsonl, each with its proof of inclusion in the chain of ${extract.size.toLocaleString("en")} entries that the signed checkpoint covers. Its root is ${extract.root}.`,
    },
    { kind: "heading", level: 1, text: "How to check this pack", appendix: true },
    {
      kind: "list",
      ordered: true,
      items: [
        "Take the public key from its makers, at /signing-keys of their installation, and compare its id with one that you were told another way. Never take it from the pack.",
        "Open verify.html, best from its makers too, and give it the pack and the key; it needs no network. Or run: plumbline verify pack.zip --key keys.pem.",
        "Without either: manifest.dsse.json is a DSSE envelope with an Ed25519 signature over an in-toto statement, which names the SHA-256 of manifest.json; manifest.json names the SHA-256 of every other file.",
        "An entry of the audit trail: its hash is SHA-256 over the previous hash and its facts; the leaf of the tree is SHA-256 over a zero byte and that hash; with its proof it leads to the root in audit/checkpoint.txt (RFC 9162, C2SP tlog-checkpoint).",
      ],
    },
  ];
}
