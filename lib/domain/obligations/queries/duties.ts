import "server-only";
import * as z from "zod";
import { shippedTable } from "@/lib/domain/frameworks/queries/shipped";
import { isDatedBy } from "@/lib/domain/frameworks/rules";
import type { Requirement, Route } from "@/lib/domain/frameworks/schema";
import { inventoryRef } from "@/lib/domain/inventory/rules";
import { classifiable } from "@/lib/domain/obligations/access";
import { answersOf, type Content, contentOf } from "@/lib/domain/obligations/classifications/content";
import type { ClassificationState } from "@/lib/domain/obligations/classifications/schema";
import { datesOf } from "@/lib/domain/obligations/date-outcome";
import type { Law } from "@/lib/domain/obligations/law";
import { lawInForce } from "@/lib/domain/obligations/queries/law-in-force";
import { type Classified, type Outcome, outcomes } from "@/lib/domain/obligations/schema";
import type { Prisma } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";

/** What an article asks of the organisation in one role for one system. */
export interface Duty {
  /** Role and reference: "deployer:Art. 26". */
  key: string;
  ref: string;
  title: string;
  paraphrase: string | null;
  /** Null for the provider of a model. */
  role: string | null;
  /** The outcome that it follows from. */
  outcome: Outcome;
  routes: readonly Route[];
  appliesFrom: string | null;
  practicalFrom: string | null;
  /** What can be fulfilled in it, by framework and reference. */
  requirements: readonly { key: string; ref: string; title: string }[];
}

const row = z.strictObject({ outcome: z.enum(outcomes), ref: z.string().min(1) });
type Line = z.output<typeof row>;

let known: readonly Line[] | undefined;
const lines = () => (known ??= shippedTable("frameworks/eu-ai-act-duties.csv", row));

/** Returns what follows from the outcomes of a classification: each article once for each role, in the order of the Act. */
export function dutiesOf({ law, result, given }: Pick<Content, "law" | "result" | "given">): Duty[] {
  const found = new Map<string, Duty>();
  const yes = (id: string) => given.get(id)?.answers[0] === "yes";
  for (const classified of result.outcomes)
    for (const ref of refsOf(law, classified)) {
      const addressed = addressees(classified, { becomesProvider: yes("R2"), asProvider: yes("R3") });
      const duty = dutyFrom(law, ref, classified, addressed);
      if (duty) found.set(duty.key, merged(found.get(duty.key), duty));
    }
  const order = new Map(law.requirements.map(({ ref }, index) => [ref, index]));
  return [...found.values()].sort(
    (a, b) => (order.get(a.ref) ?? 0) - (order.get(b.ref) ?? 0) || (a.role ?? "").localeCompare(b.role ?? ""),
  );
}

// Where a duty is that of the question itself, the question names it.
function refsOf(law: Law, { outcome, path }: Classified): string[] {
  const basis = law.tree.questions.get(path.at(-1) ?? "")?.catalogueRefs ?? [];
  const named = lines().filter((line) => line.outcome === outcome);
  return named.flatMap(({ ref }) => (ref === "basis" ? basis : [ref]));
}

// Whoever is treated as the provider has the duties of one as well (Art. 25(1) and (3)).
function addressees(
  { role, outcome }: Classified,
  { becomesProvider, asProvider }: { becomesProvider: boolean; asProvider: boolean },
): string[] {
  if (role === null)
    return outcome.startsWith("gpai_systemic")
      ? ["gpai_provider", "gpai_systemic_provider"]
      : ["gpai_provider"];
  const own = role.replaceAll(" ", "_");
  const flips = ["deployer", "importer", "distributor"].includes(own) && becomesProvider;
  return flips || (own === "product_manufacturer" && asProvider) ? [own, "provider"] : [own];
}

// What the data says of a heading to whoever assesses by it, which says nothing about the duty.
const aboutHeadings = /; a heading, so assess its parts/;

function dutyFrom(law: Law, ref: string, one: Classified, addressed: readonly string[]): Duty | null {
  const head = law.requirements.find((requirement) => requirement.ref === ref);
  if (!head) return null;
  const asked = below(law, ref).filter(
    ({ assessable, appliesTo, ...dates }) =>
      assessable && appliesTo.some((who) => addressed.includes(who)) && appliesBy(dates, one.route),
  );
  if (asked.length === 0) return null;
  return {
    key: `${one.role ?? "model"}:${ref}`,
    ...{
      ref,
      title: head.title,
      paraphrase: head.paraphrase?.replace(aboutHeadings, "") ?? null,
      role: one.role,
      outcome: one.outcome,
    },
    routes: one.route ? [one.route] : [],
    ...datesOf(asked, one.route),
    requirements: asked.map(({ key, ref: own, title }) => ({ key, ref: own, title })),
  };
}

// What has dates of its own for one route is not asked by the other: registration by Art. 49 is for Annex III alone.
function appliesBy(dates: Pick<Requirement, "appliesFrom" | "practicalFrom">, route: Route | null): boolean {
  const routed = isDatedBy(dates, "annex_iii") || isDatedBy(dates, "annex_i");
  return route === null || !routed || isDatedBy(dates, route);
}

function below(law: Law, ref: string): Requirement[] {
  const own = law.requirements.filter((one) => one.ref === ref);
  const children = law.requirements.filter(({ parentRef }) => parentRef === ref);
  return [...own, ...children.flatMap((child) => below(law, child.ref))];
}

// By two ways at once, the earlier dates count.
function merged(before: Duty | undefined, duty: Duty): Duty {
  if (!before) return duty;
  const earlier = (one: string | null, other: string | null) =>
    [one, other].filter((day) => day !== null).sort()[0] ?? null;
  const requirements = new Map([...before.requirements, ...duty.requirements].map((one) => [one.key, one]));
  return {
    ...before,
    routes: [...new Set([...before.routes, ...duty.routes])].sort(),
    appliesFrom: earlier(before.appliesFrom, duty.appliesFrom),
    practicalFrom: earlier(before.practicalFrom, duty.practicalFrom),
    requirements: [...requirements.values()],
  };
}

/** A system with the duties that follow from its answers, signed or not. */
export interface SystemDuties {
  system: { id: string; ref: string; name: string; unitId: string; ownerId: string | null };
  state: ClassificationState;
  riskClass: string | null;
  openQuestions: number;
  duties: Duty[];
}

/** Returns the duties of systems within the actor's scope, by name; those that nobody has classified have none, and say so. */
export async function dutiesOfSystems(
  context: Context,
  within: Prisma.SystemWhereInput,
): Promise<SystemDuties[]> {
  const { tx } = context;
  const found = await tx.system.findMany({
    where: { AND: [classifiable(context), within] },
    include: { classification: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  const answers = await answersOf(
    tx,
    found.map(({ id }) => id),
  );
  const law = await lawInForce(tx);
  return found.map(({ classification, ...system }) => {
    const { id, number, name, unitId, ownerId } = system;
    const content = classification ? contentOf(law, system, answers.get(id) ?? []) : null;
    return {
      system: { id, ref: inventoryRef("S", number), name, unitId, ownerId },
      state: (classification?.state ?? "not-started") as ClassificationState,
      riskClass: content?.headline.riskClass ?? null,
      openQuestions: content?.result.openQuestions.length ?? 0,
      duties: content ? dutiesOf(content) : [],
    };
  });
}
