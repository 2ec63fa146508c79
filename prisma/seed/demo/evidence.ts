import "server-only";
import { fileFacts } from "@/lib/domain/evidence/commands/write-evidence";
import type { Change } from "@/lib/platform/audit/change";
import type { Transaction } from "@/lib/platform/database/client";
import { type ReceivedFile, receiveFile } from "@/lib/platform/storage/receive-file";
import { type Calendar, demoId } from "@/prisma/seed/demo/calendar";
import type { DemoContent } from "@/prisma/seed/demo/content";
import { controlKey } from "@/prisma/seed/demo/controls";
import { evidenceFile } from "@/prisma/seed/demo/evidence-file";
import type { Ids } from "@/prisma/seed/demo/organisation";
import type { Step } from "@/prisma/seed/demo/step";

type DemoEvidence = DemoContent["evidence"][number];

/** Creates the evidence of the demo with its files, links and requests; returns the changes for the audit trail. */
export async function loadEvidence(
  tx: Transaction,
  content: DemoContent,
  ids: Ids,
  calendar: Calendar,
): Promise<Change[]> {
  const units = unitsOf(content, ids);
  const changes: Change[] = [];
  for (const one of content.evidence) {
    const { key, unit, owner, validInDays, withdrawn, on, files, ...words } = one;
    const [id, unitId] = [demoId("evidence", key), ids.unit(unit)];
    const received = await Promise.all(files.map((file) => receive(content, one, file)));
    const [first] = files;
    const record = await tx.evidence.create({
      data: {
        ...{ id, unitId, ...words, version: files.length + (withdrawn ? 1 : 0) },
        ownerId: ids.personOrNone(owner),
        validUntil: validInDays === null ? null : calendar.day({ inDays: validInDays }),
        createdById: ids.person(first?.by ?? ""),
        createdAt: calendar.ago(first?.daysAgo ?? 0),
        withdrawnAt: withdrawn ? calendar.ago(withdrawn.daysAgo) : null,
        withdrawnReason: withdrawn?.reason ?? null,
      },
    });
    for (const [index, { by, daysAgo, note }] of files.entries()) {
      const { name: fileName, ...file } = received[index] as ReceivedFile;
      const made = { unitId, createdById: ids.person(by), createdAt: calendar.ago(daysAgo) };
      const { id: fileId } = await tx.storedFile.create({ data: { ...file, ...made, name: fileName } });
      await tx.evidenceVersion.create({
        data: { ...file, ...made, evidenceId: id, number: index + 1, fileId, fileName, note: note ?? null },
      });
    }
    for (const subject of on) {
      const [subjectType = "", of = ""] = Object.entries(subject)[0] ?? [];
      await tx.evidenceLink.create({
        data: {
          ...{ evidenceId: id, subjectType, subjectId: demoId(subjectType, of), unitId: units.get(of) ?? "" },
          createdById: record.createdById,
          createdAt: record.createdAt,
        },
      });
    }
    const facts = received.map(fileFacts);
    changes.push({
      subject: { type: "evidence", id, unitId },
      before: null,
      after: { ...record, ...facts.at(-1) },
    });
  }
  return [...changes, ...(await loadRequests(tx, content, ids, calendar, units))];
}

async function loadRequests(
  tx: Transaction,
  { evidenceRequests }: DemoContent,
  ids: Ids,
  calendar: Calendar,
  units: ReadonlyMap<string, string>,
): Promise<Change[]> {
  const changes: Change[] = [];
  for (const { key, on, asked, by, daysAgo, dueInDays, answeredWith, ...words } of evidenceRequests) {
    const [subjectType = "", of = ""] = Object.entries(on)[0] ?? [];
    const record = await tx.evidenceRequest.create({
      data: {
        ...{ id: demoId("evidence-requests", key), ...words },
        ...{ subjectType, subjectId: demoId(subjectType, of), unitId: units.get(of) ?? "" },
        askedId: ids.person(asked),
        createdById: ids.person(by),
        createdAt: calendar.ago(daysAgo),
        dueOn: calendar.day({ inDays: dueInDays }) as Date,
        ...(answeredWith
          ? {
              evidenceId: demoId("evidence", answeredWith.evidence),
              fulfilledAt: calendar.ago(answeredWith.daysAgo),
              fulfilledById: ids.person(asked),
            }
          : {}),
      },
    });
    changes.push({
      subject: { type: "evidence-requests", id: record.id, unitId: record.unitId },
      before: null,
      after: record,
    });
  }
  return changes;
}

async function receive(content: DemoContent, { title }: DemoEvidence, file: DemoEvidence["files"][number]) {
  const body = await evidenceFile(content.organisation, title, file);
  return receiveFile(new Request("http://localhost/", { method: "POST", body }), file.name);
}

function unitsOf(content: DemoContent, ids: Ids): ReadonlyMap<string, string> {
  const { systems, risks, models, vendors, controls } = content;
  const units = new Map(
    [...systems, ...risks, ...models, ...vendors].map(({ key, unit }) => [key, ids.unit(unit)]),
  );
  for (const one of controls)
    units.set(controlKey(one), one.unit ? ids.unit(one.unit) : (units.get(one.system ?? "") ?? ""));
  return units;
}

/** Returns the states that a piece of evidence went through: when it was added, each new version, and when it was withdrawn. */
export function evidenceSteps(
  { evidence }: DemoContent,
  id: string | null,
  after: object,
  ids: Ids,
  calendar: Calendar,
): Step[] {
  const one = evidence.find(({ key }) => demoId("evidence", key) === id);
  if (!one) return [];
  const counts = { withdrawnAt: null, withdrawnReason: null };
  const versions = one.files.map(({ name, by, daysAgo }, index) => {
    const at = calendar.ago(daysAgo);
    return {
      action: index === 0 ? "evidence.create" : "evidence.addVersion",
      by: ids.person(by),
      at,
      after: { ...after, ...counts, file: name, version: index + 1, updatedAt: at },
    };
  });
  if (!one.withdrawn) return versions;
  const at = calendar.ago(one.withdrawn.daysAgo);
  const by = ids.personOrNone(one.owner) ?? ids.person(one.files[0]?.by ?? "");
  return [...versions, { action: "evidence.withdraw", by, at, after: { ...after, updatedAt: at } }];
}

/** Returns the states that a request went through, by the dates that it holds. */
export function requestSteps(after: Record<string, unknown>): Step[] {
  const { createdById, createdAt, fulfilledAt, fulfilledById } = after;
  const open = { evidenceId: null, fulfilledAt: null, fulfilledById: null };
  const asked = { action: "evidence-requests.create", by: String(createdById), at: createdAt as Date };
  const answered = { action: "evidence-requests.fulfil", by: String(fulfilledById), at: fulfilledAt as Date };
  return [
    { ...asked, after: { ...after, ...open, version: 1 } },
    ...(fulfilledAt ? [{ ...answered, after }] : []),
  ];
}
