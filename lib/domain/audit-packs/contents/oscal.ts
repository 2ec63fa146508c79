import "server-only";
import { v5 } from "uuid";
import { stateWords } from "@/lib/domain/audit-packs/contents/coverage";
import type { Gathered, PackAsked } from "@/lib/domain/audit-packs/contents/gather";
import { wordOf } from "@/lib/domain/audit-packs/contents/write-registers";
import type { FrameworkState } from "@/lib/domain/audit-packs/queries/coverage";
import { writeJson } from "@/lib/platform/json/write-json";
import { addDays } from "@/lib/platform/time/day";
import { endOfDay } from "@/lib/platform/time/end-of-day";

/** The version of NIST's Open Security Controls Assessment Language that is written. */
const oscalVersion = "1.2.0";
/** Ids in OSCAL are of version 4 or 5; ours are made from those of the records. */
const namespace = "7d0f6a0e-5a5b-4b44-9d0b-6f1e2a4d9c31";
const ownNames = "https://plumbline.example/ns/oscal";

type Json = Record<string, unknown>;

/**
 * Returns the pack as OSCAL assessment results, in pieces of JSON: a finding per requirement and framework, the tests of
 * controls, and the risks.
 */
export function* assessmentResults(
  asked: PackAsked,
  gathered: Gathered,
  states: readonly FrameworkState[],
): Generator<string> {
  yield* writeJson(documentOf(asked, gathered, states));
  yield "\n";
}

// The long lists are generators: tens of thousands of entries are never all there at once.
function documentOf(asked: PackAsked, gathered: Gathered, states: readonly FrameworkState[]): Json {
  const { frame } = gathered;
  const [start, end] = [
    endOfDay(addDays(asked.periodFrom, -1), frame.timeZone),
    new Date(endOfDay(asked.asOf, frame.timeZone).getTime() - 1),
  ].map((day) => day.toISOString());
  const seed = JSON.stringify([asked, frame.organisation]);
  const id = (name: string) => v5(`${seed}/${name}`, namespace);
  const period = { start, end };
  const plan = id("plan");
  return {
    "assessment-results": {
      uuid: id("results"),
      metadata: {
        title: line(asked.title),
        "last-modified": end,
        version: asked.asOf,
        "oscal-version": oscalVersion,
        parties: [{ uuid: id("organisation"), type: "organization", name: line(frame.organisation) }],
        remarks: `Made for ${asked.recipient}.`,
      },
      "import-ap": {
        href: `#${plan}`,
        remarks: "There is no assessment plan in OSCAL; the scope is described in the back matter.",
      },
      results: [
        ...states.map((state) => frameworkResult(state, id, period)),
        {
          uuid: id("records"),
          title: "Risks and tests of controls",
          description: "The risks of the scope, and the newest test of each of its controls.",
          ...period,
          "reviewed-controls": { "control-selections": [{ "include-all": {} }] },
          ...recordResults(gathered, end ?? ""),
        },
      ],
      "back-matter": {
        resources: [
          {
            uuid: plan,
            title: "Scope of the pack",
            description: `Records of ${frame.unit.name} as of ${asked.asOf}, as the report of the pack says.`,
            rlinks: [{ href: "../report.pdf", "media-type": "application/pdf" }],
          },
        ],
      },
    },
  };
}

function frameworkResult(
  { key, places, statement }: FrameworkState,
  id: (name: string) => string,
  period: object,
): Json {
  const excluded = statement.lines.filter(({ applicable }) => !applicable).map(({ ref }) => ref);
  const controls = (refs: readonly string[]) => refs.map((ref) => ({ "control-id": token(ref) }));
  const included = (places[0]?.rows ?? []).map(({ ref }) => ref).filter((ref) => !excluded.includes(ref));
  return {
    uuid: id(key),
    title: line(`${statement.framework.name}, ${statement.framework.version}`),
    description: "How far each requirement is covered. Only what a person has confirmed is satisfied.",
    ...period,
    "reviewed-controls": {
      "control-selections": [
        {
          ...(included.length > 0 ? { "include-controls": controls(included) } : { "include-all": {} }),
          ...(excluded.length > 0
            ? {
                "exclude-controls": controls(excluded),
                remarks:
                  "Excluded requirements do not apply, with the reasons in the Statement of Applicability.",
              }
            : {}),
        },
      ],
    },
    findings: findingsOf(key, places, excluded, id),
  };
}

function* findingsOf(
  key: string,
  places: FrameworkState["places"],
  excluded: readonly string[],
  id: (name: string) => string,
): Generator<Json> {
  for (const { place, rows } of places) {
    const at = place.system?.name ?? place.unit.name;
    for (const { ref, title, state, path } of rows) {
      if (state === "excluded" || excluded.includes(ref)) continue;
      yield {
        uuid: id(`${key}/${place.system?.id ?? ""}/${ref}`),
        title: line(`${ref} ${title}`),
        description: [`${stateWords(state)} at ${at}.`, ...path].join("\n"),
        props: [
          { name: "requirement", ns: ownNames, value: line(ref) },
          { name: "coverage", ns: ownNames, value: state },
        ],
        target: {
          type: "objective-id",
          "target-id": token(ref),
          status:
            state === "confirmed"
              ? { state: "satisfied", reason: "pass" }
              : {
                  state: "not-satisfied",
                  reason: "other",
                  remarks: `${stateWords(state)}: not confirmed by a person.`,
                },
        },
      };
    }
  }
}

const methods: Readonly<Record<string, string>> = {
  passed: "satisfied",
  failed: "not satisfied",
  error: "ended in an error",
  "not-run": "was not run",
  stale: "passed, too long ago",
};
const riskStates: Readonly<Record<string, string>> = {
  closed: "closed",
  accepted: "deviation-approved",
  treating: "remediating",
};

function recordResults(gathered: Gathered, end: string): Json {
  return { observations: observationsOf(gathered, end), risks: risksOf(gathered) };
}

function* observationsOf(gathered: Gathered, end: string): Generator<Json> {
  const { controls } = gathered.registers;
  let tested = false;
  for (const row of controls.rows) {
    if (typeof row["lastTestedOn"] !== "string" || !(String(row["test"]) in methods)) continue;
    tested = true;
    yield {
      uuid: v5(row.id, namespace),
      title: line(`${row.ref} ${row["title"]}`),
      description: `Its newest test ${methods[String(row["test"])] ?? "is unknown"}, at ${wordOf(gathered, controls, row, "system")}.`,
      methods: ["TEST"],
      types: ["control-objective"],
      collected: `${row["lastTestedOn"]}T00:00:00Z`,
    };
  }
  if (tested) return;
  yield {
    uuid: v5("none", namespace),
    description: "No control of the scope was tested by then.",
    methods: ["EXAMINE"],
    collected: end,
  };
}

function* risksOf(gathered: Gathered): Generator<Json> {
  const { risks } = gathered.registers;
  for (const row of risks.rows)
    yield {
      uuid: v5(row.id, namespace),
      title: line(`${row.ref} ${row["title"]}`),
      description: wordOf(gathered, risks, row, "event") || line(String(row["title"])),
      statement: wordOf(gathered, risks, row, "consequence") || "No consequence is recorded.",
      props: [{ name: "current-score", ns: ownNames, value: String(row["currentScore"] || "not scored") }],
      status: riskStates[String(row["status"])] ?? "open",
    };
}

// A token begins with a letter or underscore and has letters, digits, dots, dashes and underscores alone.
function token(ref: string): string {
  const plain = ref.replace(/[^\p{L}\p{N}._-]+/gu, "_");
  return /^[\p{L}_]/u.test(plain) ? plain : `_${plain}`;
}

function line(text: string): string {
  return text.replace(/\s+/g, " ").trim() || "Unnamed";
}
