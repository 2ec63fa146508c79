import "server-only";
import { stateWords } from "@/lib/domain/audit-packs/contents/coverage";
import type { Gathered } from "@/lib/domain/audit-packs/contents/gather";
import type { FrameworkState } from "@/lib/domain/audit-packs/queries/coverage";
import { counted, cut, howMany, mostOnPaper } from "@/lib/domain/audit-packs/report/tables";
import type { Block, Row } from "@/lib/platform/report/model";

/** A kind of gap and how many records have it. */
interface Gap {
  what: string;
  count: number;
  of: number;
  file: string;
}

/** Returns what is missing, late or does not work, each with how many records of how many. */
export function gapsOf({ registers }: Gathered): Gap[] {
  const { systems, risks, controls, assessments, evidence } = registers;
  const open = risks.rows.filter(({ status }) => status !== "closed");
  const live = systems.rows.filter(({ stage }) => stage !== "retired");
  const carried = controls.rows.filter(({ status }) => status !== "not-applicable");
  const gap = (what: string, count: number, of: number, concept: string): Gap => ({
    what,
    count,
    of,
    file: `registers/${concept}.csv`,
  });
  return [
    gap(
      "AI systems with facts missing",
      howMany(live, (row) => Number(row["completeness"]) < 100),
      live.length,
      "systems",
    ),
    gap(
      "AI systems without an owner",
      howMany(live, (row) => row["owner"] === null),
      live.length,
      "systems",
    ),
    gap(
      "Risks that are not scored",
      howMany(open, (row) => !row["currentScore"]),
      open.length,
      "risks",
    ),
    gap(
      "Risks above appetite",
      howMany(open, (row) => row["appetite"] === "above"),
      open.length,
      "risks",
    ),
    gap(
      "Risks without an owner",
      howMany(open, (row) => row["owner"] === null),
      open.length,
      "risks",
    ),
    gap(
      "Risks with a date that has passed",
      howMany(open, (row) => lists(row["overdue"])),
      open.length,
      "risks",
    ),
    gap(
      "Controls that a test has not shown to work",
      howMany(carried, (row) => row["operating"] !== "effective"),
      carried.length,
      "controls",
    ),
    gap(
      "Assessments that are not approved",
      howMany(assessments.rows, (row) => row["state"] !== "approved"),
      assessments.rows.length,
      "assessments",
    ),
    gap(
      "Evidence that has expired or was withdrawn",
      howMany(evidence.rows, (row) => row["freshness"] === "expired" || row["freshness"] === "withdrawn"),
      evidence.rows.length,
      "evidence",
    ),
    gap(
      "Evidence without an end date",
      howMany(evidence.rows, (row) => row["freshness"] === "undated"),
      evidence.rows.length,
      "evidence",
    ),
  ];
}

function lists(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0;
}

/** Returns the section on gaps: what the records lack, and the requirements that nothing fulfils, with the next step. */
export function gapSections(gathered: Gathered, states: readonly FrameworkState[]): Block[] {
  const found = gapsOf(gathered).filter(({ count }) => count > 0);
  return [
    { kind: "heading", level: 1, text: "Gaps" },
    {
      kind: "paragraph",
      text: "What is missing, late or not shown to work. Unknown is never counted as compliant.",
    },
    {
      kind: "table",
      title: "In the records",
      columns: [
        { label: "Gap", weight: 4, rowHeader: true },
        { label: "How many", weight: 1.2, align: "right" },
        { label: "Where", weight: 2 },
      ],
      rows: found.map(({ what, count, of, file }) => [what, `${count} of ${of}`, file]),
      empty: "None was found.",
    },
    ...states.flatMap((state) => openRequirements(state)),
  ];
}

function openRequirements({ key, places }: FrameworkState): Block[] {
  const name = places[0]?.framework.name ?? key;
  const rows = places.flatMap(({ place, rows: all }): Row[] =>
    all
      .filter(({ state }) => state === "open" || state === "related")
      .map(({ ref, title, state, next }) => [
        ref,
        title,
        places.length > 1 ? (place.system?.name ?? place.unit.name) : stateWords(state),
        next?.text ?? null,
      ]),
  );
  return [
    { kind: "heading", level: 2, text: `Open in ${name}` },
    {
      kind: "table",
      title: `${counted(rows.length, "requirement")} that nothing is confirmed or inferred to fulfil`,
      ...cut(rows.length, `coverage/${key}.csv`),
      columns: [
        { label: "Ref", weight: 1.15 },
        { label: "Requirement", weight: 2.6, rowHeader: true },
        { label: places.length > 1 ? "At" : "Covered", weight: 1 },
        { label: "Next step", weight: 3 },
      ],
      rows: rows.slice(0, mostOnPaper),
      empty: "None.",
    },
  ];
}
