import "server-only";
import type { PlanState } from "@/lib/domain/test-runs/plans/schema";
import type { KnownAnswer } from "@/lib/platform/registry/contributions";

/** A planned test as the checklist tells it. */
export interface PlanFacts {
  ref: string;
  title: string;
  state: PlanState;
  limitPercent: number;
  /** Of the run that decides; null where none does. */
  observedPercent: number | null;
}

/** A complete run of the last quarter. */
export interface RunFacts {
  ref: string;
  tool: string;
  format: string;
  at: Date;
  evaluated: number;
  vulnerable: number;
  /** The threat classes of which cases were evaluated. */
  classes: readonly string[];
}

/** The newest verdict of a gate about the AI system. */
export interface VerdictFacts {
  ref: string;
  verdict: string;
  at: Date;
  /** The policy with its version. */
  policy: string;
  blocking: boolean;
  /** Whether it is of the last quarter. */
  fresh: boolean;
  /** The suites that have to be there. */
  suites: readonly string[];
  /** Whether only what the baseline does not have stops. */
  baseline: boolean;
}

interface Facts {
  plan: readonly PlanFacts[];
  runs: readonly RunFacts[];
  verdict: VerdictFacts | null;
  now: Date;
  /** The day of an instant in the organisation's zone. */
  day(at: Date): string;
}

/** Returns the answers that these facts give to the checklist; never more than they show, and none where they show nothing. */
export function answersFrom(facts: Facts): KnownAnswer[] {
  return [...fromPlan(facts), ...fromRuns(facts), ...fromVerdict(facts)];
}

const choice = (question: string, value: string, source: string, at: Date): KnownAnswer => ({
  ...{ question, value, source, at },
});

function fromPlan({ plan, now }: Facts): KnownAnswer[] {
  if (plan.length === 0) return [];
  const met = plan.filter(({ state }) => state === "met").length;
  const open = plan.flatMap(({ ref, state }) => (state === "met" ? [] : [`${ref} ${state}`]));
  const standing = `Test plan: ${met} of ${plan.length} tests met${open.length > 0 ? ` (${open.join(", ")})` : ""}.`;
  return [
    choice("security-tests", open.length === 0 ? "in-place" : "partly", standing, now),
    choice(
      "thresholds",
      "partly",
      `The test plan sets a threshold for each of ${plan.length} tests. That a risk owner approved them is not on record.`,
      now,
    ),
    {
      question: "threshold-list",
      value: plan.slice(0, 40).map(({ ref, title, limitPercent, observedPercent }) => ({
        ...{ measure: `${ref} ${title}, % of cases that fail`.slice(0, 500), limit: limitPercent },
        ...{ direction: "at-most", result: observedPercent },
      })),
      source: standing,
      at: now,
    },
  ];
}

const attacks: readonly (readonly [answer: string, classes: readonly string[]])[] = [
  ["injection", ["direct-injection", "indirect-injection"]],
  ["jailbreak", ["jailbreak", "harmful-content"]],
  ["leakage", ["sensitive-disclosure", "system-prompt-leak", "data-extraction"]],
  ["tools", ["excessive-agency"]],
  ["evasion", ["obfuscated-prompt"]],
];

const scanners = ["modelscan", "promptfoo-model-audit"];

function fromRuns({ runs, day }: Facts): KnownAnswer[] {
  const covered = attacks.filter(([, classes]) =>
    runs.some((run) => run.classes.some((one) => classes.includes(one))),
  );
  const used = runs.filter((run) =>
    covered.some(([, classes]) => run.classes.some((one) => classes.includes(one))),
  );
  const scan = runs.find(({ format }) => scanners.includes(format));
  const [newest] = used;
  return [
    ...(newest
      ? [
          {
            question: "red-team-coverage",
            value: covered.map(([answer]) => answer),
            source: `Evaluated in complete runs of the last quarter: ${used
              .slice(0, 5)
              .map(({ ref, tool, at }) => `${ref} ${tool} of ${day(at)}`)
              .join(", ")}${used.length > 5 ? ` and ${used.length - 5} more` : ""}.`,
            at: newest.at,
          },
        ]
      : []),
    ...(scan
      ? [
          choice(
            "unsafe-serialisation",
            "partly",
            `${scan.ref}, ${scan.tool}: ${scan.vulnerable} of ${scan.evaluated} checks of model files failed. That unsafe formats are refused is not on record.`,
            scan.at,
          ),
        ]
      : []),
  ];
}

function fromVerdict({ verdict }: Facts): KnownAnswer[] {
  if (!verdict) return [];
  const { ref, policy, blocking, fresh, suites, baseline, at } = verdict;
  const said = [
    `${ref} by ${policy}: ${verdict.verdict}`,
    blocking ? "blocking" : "advisory",
    suites.length > 0 ? `required suites ${suites.join(", ")}` : "no suite is required",
    baseline ? "what the baseline does not have stops" : "no rule compares with a baseline",
  ];
  const source = `${said.join("; ")}.`.slice(0, 1_000);
  const gated = fresh && blocking && suites.length > 0 && verdict.verdict !== "undecided";
  return [
    choice("automated-red-team", gated ? "in-place" : "partly", source, at),
    choice("gate-effect", blocking ? "blocks-soft" : "warns", source, at),
  ];
}
