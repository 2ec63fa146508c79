import "server-only";
import { parts } from "@/lib/domain/inventory/kinds";
import { type PartConcept, partConcepts } from "@/lib/domain/inventory/parts/concepts/schema";
import type { PartKind } from "@/lib/domain/inventory/parts/kind";
import { authorOf, systemActor } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import type { Transaction } from "@/lib/platform/database/client";
import { SetupError } from "@/lib/platform/errors/setup-error";
import { demoId } from "@/prisma/seed/demo/calendar";
import type { DemoContent } from "@/prisma/seed/demo/content";
import { controlKey } from "@/prisma/seed/demo/controls";

/**
 * Removes the records of the demo organisation, found by their ids, and returns the changes for the audit trail, which
 * itself stays. Throws SetupError when records of your own still use one of them; then nothing is removed.
 */
export async function unloadRecords(tx: Transaction, content: DemoContent): Promise<Change[]> {
  const ids = (kind: keyof DemoContent & ("units" | "people" | "systems" | "risks" | PartConcept)) =>
    content[kind].map(({ key }) => demoId(kind, key));
  const [risks, people, units] = [ids("risks"), ids("people"), ids("units")];
  const evidence = { id: { in: content.evidence.map(({ key }) => demoId("evidence", key)) } };
  const decided = { where: { subjectId: { in: [...risks, ...ids("systems")] } } };
  const removed = [
    ...(await removals(tx, content, risks)),
    ...(await discardDrafts(tx, content)),
    ...(await takeBackOverrides(tx, content)),
  ];
  await tx.task.deleteMany(tasksOn([...risks, ...ids("systems")]));
  await tx.decision.deleteMany(decided);
  await tx.risk.deleteMany({ where: { id: { in: risks } } });
  await assertUnused(tx, units, people, ids("systems"));
  const boms = { unitId: { in: units }, OR: [{ systemId: null }, { systemId: { in: ids("systems") } }] };
  await tx.bom.deleteMany({ where: boms });
  await tx.storedThreatModel.deleteMany(modelsOf(content));
  await tx.gatePolicy.deleteMany({ where: madeBy(content) });
  await tx.webhook.deleteMany(webhooksOf(content));
  await tx.finding.deleteMany(modelsOf(content));
  await tx.plannedTest.deleteMany(modelsOf(content));
  await tx.control.deleteMany(controlsOf(content));
  await tx.ownThreatRule.deleteMany({ where: { createdById: { in: people } } });
  await tx.ownControl.deleteMany({ where: { createdById: { in: people } } });
  await tx.auditPack.deleteMany(packsOf(content));
  await tx.jobRun.deleteMany({ where: { createdById: { in: people } } });
  await tx.statementDeviation.deleteMany({ where: { createdById: { in: people } } });
  await tx.requirementFinding.deleteMany({ where: { createdById: { in: people } } });
  await tx.evidenceRequest.deleteMany({ where: { unitId: { in: units } } });
  await tx.evidence.deleteMany({ where: evidence });
  await tx.ownQuestionnaire.deleteMany({
    where: { OR: [{ unitId: { in: units } }, { id: { in: questionnaireIds(content) } }] },
  });
  await tx.storedFile.deleteMany({ where: { unitId: { in: units }, createdById: { in: people } } });
  await tx.comment.deleteMany({ where: { unitId: { in: units } } });
  await tx.savedView.deleteMany({ where: { createdById: { in: people } } });
  const subjectType = { in: ["assessments", "threat-models", "threats", "pasta-stages", "findings"] };
  await tx.decision.deleteMany({ where: { subjectType, unitId: { in: units } } });
  await tx.assessment.deleteMany({ where: { unitId: { in: units } } });
  await tx.proposal.deleteMany({ where: { unitId: { in: units } } });
  await tx.classification.deleteMany({ where: { id: { in: ids("systems") } } });
  await tx.system.deleteMany({ where: { id: { in: ids("systems") } } });
  await removeParts(tx, ids);
  const theirs = { OR: [{ personId: { in: people } }, { unitId: { in: units } }] };
  const own = content.programmeRoles.own.map(({ key }) => demoId("own-roles", key));
  await tx.programmeAppointment.deleteMany({ where: theirs });
  await tx.programmeRole.deleteMany({ where: { OR: [{ id: { in: own } }, { unitId: { in: units } }] } });
  await tx.grant.deleteMany({ where: theirs });
  const roles = content.organisation.customRoles.map(({ key }) => demoId("roles", key));
  await tx.customRole.deleteMany({ where: { OR: [{ id: { in: roles } }, { unitId: { in: units } }] } });
  await tx.person.deleteMany({ where: { id: { in: people } } });
  // From the leaves to the top, so that no unit loses its parent.
  for (const id of units.reverse()) await tx.unit.deleteMany({ where: { id, parentId: { not: null } } });
  return removed;
}

// Read before anything goes: whoever looks back finds each of these until this day and not after it.
async function removals(tx: Transaction, content: DemoContent, risks: string[]): Promise<Change[]> {
  const evidence = content.evidence.map(({ key }) => demoId("evidence", key));
  const assessments = content.assessments.assessments.map(({ key }) => demoId("assessments", key));
  const idsOf = (kind: "systems" | PartConcept) => content[kind].map(({ key }) => demoId(kind, key));
  const subjects = [...risks, ...idsOf("systems")];
  const models = (await tx.storedThreatModel.findMany(modelsOf(content))).map(({ id }) => id);
  const findings = (await tx.finding.findMany(modelsOf(content))).map(({ id }) => id);
  const stages = await tx.pastaStage.findMany({ where: { model: { is: modelsOf(content).where } } });
  const threats = await tx.threat.findMany({ where: { model: { is: modelsOf(content).where } } });
  const signed = [...assessments, ...models, ...findings, ...[...stages, ...threats].map(({ id }) => id)];
  const found: [string, readonly Removed[]][] = [
    ["risks", await tx.risk.findMany({ where: { id: { in: risks } } })],
    ["tasks", await tx.task.findMany(tasksOn(subjects))],
    ["decisions", await tx.decision.findMany({ where: { subjectId: { in: subjects } } })],
    ["threat-models", await tx.storedThreatModel.findMany(modelsOf(content))],
    ["attack-trees", await tx.attackTree.findMany({ where: { model: { is: modelsOf(content).where } } })],
    ["pasta-stages", stages],
    ["threats", threats],
    ["findings", await tx.finding.findMany(modelsOf(content))],
    ["planned-tests", await tx.plannedTest.findMany(modelsOf(content))],
    ["gate-verdicts", await tx.gateVerdict.findMany(modelsOf(content))],
    ["gate-policies", await tx.gatePolicy.findMany({ where: madeBy(content) })],
    [
      "webhooks",
      await tx.webhook.findMany({ ...webhooksOf(content), omit: { secret: true, heardUpTo: true } }),
    ],
    ["test-runs", await tx.testRun.findMany(modelsOf(content))],
    ["controls", await tx.control.findMany(controlsOf(content))],
    ["own-threat-rules", await tx.ownThreatRule.findMany({ where: madeBy(content) })],
    ["own-controls", await tx.ownControl.findMany({ where: madeBy(content) })],
    [
      "own-questionnaires",
      await tx.ownQuestionnaire.findMany({ where: { id: { in: questionnaireIds(content) } } }),
    ],
    ["assessments", await tx.assessment.findMany({ where: { id: { in: assessments } } })],
    ["decisions", await tx.decision.findMany({ where: { subjectId: { in: signed } } })],
    ["evidence", await tx.evidence.findMany({ where: { id: { in: evidence } } })],
    ["classifications", await tx.classification.findMany({ where: { id: { in: idsOf("systems") } } })],
    ["audit-packs", await tx.auditPack.findMany({ ...packsOf(content), omit: { contents: true } })],
    ["systems", await tx.system.findMany({ where: { id: { in: idsOf("systems") } } })],
  ];
  for (const { concept } of partConcepts) {
    const kind: PartKind = parts[concept].kind;
    found.push([concept, await kind.table(tx).findMany({ where: { id: { in: idsOf(concept) } } })]);
  }
  return found.flatMap(([type, records]) =>
    records.map((before) => ({
      subject: { type, id: before.id, unitId: before.unitId },
      before,
      after: null,
    })),
  );
}

function madeBy({ people }: DemoContent) {
  return { createdById: { in: people.map(({ key }) => demoId("people", key)) } };
}

// Whoever saves a webhook keeps it, also one of somebody else.
function webhooksOf(content: DemoContent) {
  const { createdById: theirs } = madeBy(content);
  const units = content.units.map(({ key }) => demoId("units", key));
  return { where: { OR: [{ createdById: theirs }, { keeperId: theirs }, { unitId: { in: units } }] } };
}

function packsOf(content: DemoContent) {
  const units = content.units.map(({ key }) => demoId("units", key));
  return { where: { OR: [madeBy(content), { unitId: { in: units } }] } };
}

// Editions of the law stay readable for good, as drafts do that nobody applied.
async function discardDrafts(tx: Transaction, content: DemoContent): Promise<Change[]> {
  const changes: Change[] = [];
  const omit = { tree: true, requirements: true } as const;
  const where = { ...madeBy(content), appliedAt: null, discardedAt: null };
  for (const before of await tx.lawVersion.findMany({ where, omit })) {
    const data = { discardedAt: new Date(), version: { increment: 1 } };
    const after = await tx.lawVersion.update({ where: { id: before.id }, data, omit });
    changes.push({ subject: { type: "laws", id: before.id, unitId: before.unitId }, before, after });
  }
  return changes;
}

// What was said of a rule stays readable for good; where the demo said it last, the rule is as Plumbline has it again.
async function takeBackOverrides(tx: Transaction, content: DemoContent): Promise<Change[]> {
  const theirs = madeBy(content).createdById.in;
  const newest = await tx.threatRuleOverride.findMany({
    distinct: ["ruleId"],
    orderBy: [{ ruleId: "asc" }, { number: "desc" }],
  });
  const changes: Change[] = [];
  for (const before of newest.filter(({ createdById }) => theirs.includes(createdById))) {
    const { unitId, ruleId, number } = before;
    const after = await tx.threatRuleOverride.create({
      data: {
        ...{ unitId, ruleId, number: number + 1, asked: true, reason: "The demo was unloaded." },
        createdById: authorOf(systemActor("demo", "demo")),
      },
    });
    changes.push({ subject: { type: "threat-rules", id: after.id, unitId }, before, after });
  }
  return changes;
}

function tasksOn(subjects: string[]) {
  return { where: { subjectType: { in: ["risks", "systems"] }, subjectId: { in: subjects } } };
}

function modelsOf({ units, systems }: DemoContent) {
  const unitId = { in: units.map(({ key }) => demoId("units", key)) };
  return {
    where: { OR: [{ unitId }, { systemId: { in: systems.map(({ key }) => demoId("systems", key)) } }] },
  };
}

function controlsOf({ controls, units }: DemoContent) {
  const unitId = { in: units.map(({ key }) => demoId("units", key)) };
  return {
    where: { OR: [{ unitId }, { id: { in: controls.map((one) => demoId("controls", controlKey(one))) } }] },
  };
}

function questionnaireIds({ questionnaires }: DemoContent): string[] {
  return questionnaires.map(({ key }) => demoId("own-questionnaires", key));
}

interface Removed {
  id: string;
  unitId: string;
}

async function removeParts(tx: Transaction, ids: (kind: PartConcept) => string[]): Promise<void> {
  const all = partConcepts.flatMap(({ concept }) => ids(concept));
  await tx.partLink.deleteMany({ where: { fromId: { in: all } } });
  for (const { concept } of partConcepts) {
    const kind: PartKind = parts[concept].kind;
    await kind.table(tx).deleteMany({ where: { id: { in: ids(concept) } } });
  }
}

async function assertUnused(
  tx: Transaction,
  units: string[],
  people: string[],
  systems: string[],
): Promise<void> {
  const own = await Promise.all([
    tx.risk.count({
      where: {
        OR: [
          { unitId: { in: units } },
          { ownerId: { in: people } },
          { systems: { some: { systemId: { in: systems } } } },
        ],
      },
    }),
    tx.system.count({
      where: { id: { notIn: systems }, OR: [{ unitId: { in: units } }, { ownerId: { in: people } }] },
    }),
    tx.person.count({ where: { id: { notIn: people }, unitId: { in: units } } }),
  ]);
  const [risks, ownSystems, ownPeople] = own;
  if (risks + ownSystems + ownPeople === 0) return;
  throw new SetupError(
    `The demo organisation is still in use: ${risks} risks, ${ownSystems} systems and ${ownPeople} people of your own belong to its units, people or systems. Move them first; nothing was removed.`,
  );
}
