import "server-only";
import { topUnit } from "@/lib/domain/organization/settings/setting";
import { threatRulesWrite } from "@/lib/domain/threat-models/access";
import {
  citedIn,
  conditionProblems,
  mitigationProblems,
  sourceLines,
  sourceProblems,
  typeOptions,
} from "@/lib/domain/threat-models/own-rules/check-rule";
import { readableHere } from "@/lib/domain/threat-models/own-rules/find";
import { ownRuleFields, ownRuleLimits } from "@/lib/domain/threat-models/own-rules/schema";
import { mitigations } from "@/lib/domain/threat-models/threat-rules";
import { authorOf } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import { refuseDuplicate } from "@/lib/platform/database/duplicate";
import type { Prisma } from "@/lib/platform/database/generated/client";
import { Conflict } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";
import { type ImportField, importField } from "@/lib/platform/register/import-field";
import type {
  ImportTarget,
  PlannedWrite,
  RowProblem,
  StoredRecord,
  UnitAndName,
} from "@/lib/platform/register/import-session";

const why = "Plumbline writes it down itself.";

/** How files of threat rules become rules of the organisation's own. */
export const ownRuleImport: ImportTarget = {
  concept: "own-threat-rules",
  words: { one: "threat rule", many: "threat rules" },
  letter: "OWN",
  nameKey: "title",
  create: threatRulesWrite,
  edit: threatRulesWrite,
  atTop: true,
  leftOut: [
    { label: "State", synonyms: ["status"], why: "A rule is retired on its own page, with a reason." },
    {
      label: "Business unit",
      synonyms: ["unit"],
      why: "The rules are the same for the whole organisation.",
    },
    { label: "Added", why },
    { label: "Changed", why },
  ],
  async open(context) {
    const top = await topUnit(context.tx);
    let room = ownRuleLimits.rules - (await context.tx.ownThreatRule.count());
    return {
      fields: fields(),
      find: (wanted) => findRules(context, wanted),
      check: (row) => {
        const problems = problemsOf(row);
        if (problems.length > 0 || row.stored) return problems;
        room -= 1;
        return room >= 0 ? [] : [{ label: null, message: tooMany }];
      },
      async write(rows, origin) {
        const changes: Change[] = [];
        for (const row of rows) changes.push(await writeRule(context, top, row, origin(row.line)));
        return { changes, further: [] };
      },
    };
  },
};

const tooMany = `There may be ${ownRuleLimits.rules} rules of your own. Leave rows out, or change a rule that is retired.`;

function fields(): ImportField[] {
  const chosen: Readonly<Record<string, ImportField["options"]>> = {
    types: typeOptions(),
    mitigations: [...mitigations().keys()].map((value) => ({ value, label: value })),
  };
  return Object.entries(ownRuleFields).map(([key, shape]) => {
    const options = chosen[key];
    return importField(key, shape, options ? { options } : {});
  });
}

// What the fields do not tell by themselves: whether the condition can be read for every type, and what lists know.
function problemsOf({ values, stored }: PlannedWrite): RowProblem[] {
  if (stored?.values["retiredAt"])
    return [{ label: null, message: "The rule is retired. Ask it again on its page first." }];
  const rule = { ...stored?.values, ...values } as Pick<
    Prisma.OwnThreatRuleUncheckedCreateInput,
    "condition"
  > & { types: string[]; mitigations: string[]; sources: string | null };
  const found = [
    ...conditionProblems(rule.condition, rule.types),
    ...mitigationProblems(rule.mitigations),
    ...sourceProblems(rule.sources),
  ];
  const labels = new Map(fields().map(({ key, label }) => [key, label]));
  return found.map(({ path, message }) => ({ label: labels.get(path) ?? null, message }));
}

async function findRules(
  context: Context,
  { numbers, named }: { numbers: readonly number[]; named: readonly UnitAndName[] },
): Promise<StoredRecord[]> {
  if (numbers.length + named.length === 0) return [];
  const found = await context.tx.ownThreatRule.findMany({
    where: {
      AND: [
        await readableHere(context),
        { OR: [{ number: { in: [...numbers] } }, { title: { in: named.map(({ name }) => name) } }] },
      ],
    },
  });
  return found.map((row) => {
    const { id, number, version, unitId } = row;
    const values = { ...row, sources: sourceLines(row.sources) };
    return { id, number, version, unitId, values, names: {}, row };
  });
}

async function writeRule(
  { tx, actor }: Context,
  unitId: string,
  { id, stored, values: { sources, ...values } }: PlannedWrite,
  origin: string,
): Promise<Change> {
  const cited = sources === undefined ? {} : { sources: citedIn(sources as string | null) };
  const after = await refuseDuplicate(
    "file",
    "One of these rules was added at this moment. Check the file again.",
    async () => {
      if (!stored)
        return tx.ownThreatRule.create({
          data: {
            ...values,
            ...cited,
            ...{ id, unitId, createdById: authorOf(actor) },
          } as Prisma.OwnThreatRuleUncheckedCreateInput,
        });
      const [changed] = await tx.ownThreatRule.updateManyAndReturn({
        where: { id, version: stored.version },
        data: { ...values, ...cited, version: { increment: 1 } },
      });
      if (!changed)
        throw new Conflict(
          "Somebody changed one of these rules at this moment. Nothing was written; check the file again.",
        );
      return changed;
    },
  );
  return {
    subject: { type: "own-threat-rules", id: after.id, unitId: after.unitId },
    before: stored?.row ?? null,
    after: { ...after, reason: origin },
    action: stored ? "own-threat-rules.update" : "own-threat-rules.create",
  };
}
