import "server-only";
import type { Family } from "@/lib/domain/threat-models/schema";

/** A test that the facts of an AI system speak for; it is in the plan once a person takes it. */
export interface Suggestion {
  /** The same suggestion has the same key as long as it holds. */
  key: string;
  title: string;
  tool: string | null;
  check: string | null;
  threatClass: string | null;
  /** The control that it is evidence for, where it comes from one. */
  control: { id: string; name: string } | null;
  /** Why it is suggested, in a sentence. */
  because: string;
}

/** What a suggestion starts with beside what it tests; whoever takes it sets what fits. */
export const suggestedLimits = {
  limitPercent: 5,
  minimumCases: 100,
  cadenceDays: 90,
  versions: "in-use",
} as const;

// What tests can show of the families of threats; over-reliance is seen in people, not in a run.
const classesOf: Readonly<Record<Family, readonly string[]>> = {
  prompt_injection: ["direct-injection", "indirect-injection"],
  data_leakage: ["sensitive-disclosure"],
  jailbreak_evasion: ["jailbreak"],
  hallucination_misinformation: ["misinformation"],
  model_poisoning: ["supply-chain", "poisoning"],
  over_reliance: [],
  other_security: [],
};

type Suite = Pick<Suggestion, "tool" | "check" | "threatClass">;

/** What speaks for tests of an AI system. */
interface Facts {
  /** What the plan has already. */
  planned: readonly (Suite & { controlIds: readonly string[] })[];
  /** Which checks are linked to which control. */
  links: readonly (Suite & { id: string; control: { id: string; ref: string; title: string } })[];
  /** The families of its threats that are not ruled out, with how many there are. */
  families: readonly { family: string; label: string; threats: number }[];
  /** The names of the threat classes, by their keys. */
  classes: ReadonlyMap<string, string>;
}

/** Returns the tests that the plan lacks: those of checks that are linked to a control, and those of classes that its threats belong to. */
export function suggestionsFor({ planned, links, families, classes }: Facts): Suggestion[] {
  const byControl = links
    .filter(
      (link) => !planned.some((one) => sameSuite(one, link) || one.controlIds.includes(link.control.id)),
    )
    .map(({ id, tool, check, threatClass, control }) => ({
      ...{ key: `check-${id}`, tool, check, threatClass },
      control: { id: control.id, name: `${control.ref} ${control.title}` },
      title: control.title,
      because: `These checks test ${control.ref} ${control.title}, and nothing in the plan is its test.`,
    }));
  const taken = new Set([...planned, ...byControl].map(({ threatClass }) => threatClass));
  const byThreat = families.flatMap(({ family, label, threats }) =>
    (classesOf[family as Family] ?? [])
      .filter((one) => !taken.has(one))
      .map((threatClass) => ({
        ...{ key: `class-${threatClass}`, tool: null, check: null, threatClass, control: null },
        title: classes.get(threatClass) ?? threatClass,
        because: `Threats of the family ${label} apply (${threats}), and the plan tests nothing of this class.`,
      })),
  );
  return [...byControl, ...byThreat];
}

function sameSuite(one: Suite, other: Suite): boolean {
  return one.tool === other.tool && one.check === other.check && one.threatClass === other.threatClass;
}
