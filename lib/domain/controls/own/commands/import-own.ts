import "server-only";
import { controlsLibrary } from "@/lib/domain/controls/access";
import { mappable, mappingFaults } from "@/lib/domain/controls/own/mapped";
import { ownControlFields } from "@/lib/domain/controls/own/schema";
import { topUnit } from "@/lib/domain/organization/settings/setting";
import { authorOf } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import { refuseDuplicate } from "@/lib/platform/database/duplicate";
import type { Prisma } from "@/lib/platform/database/generated/client";
import { Conflict } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";
import { importFields } from "@/lib/platform/register/import-field";
import type {
  ImportTarget,
  PlannedWrite,
  RowProblem,
  StoredRecord,
  UnitAndName,
} from "@/lib/platform/register/import-session";

const why = "Plumbline writes it down itself.";

/** How files of controls become controls of the organisation's own in the library. */
export const ownControlImport: ImportTarget = {
  concept: "own-controls",
  words: { one: "control of the library", many: "controls of the library" },
  letter: "L",
  nameKey: "title",
  create: controlsLibrary,
  edit: controlsLibrary,
  atTop: true,
  leftOut: [
    { label: "State", synonyms: ["status"], why: "A control is retired on its own page, with a reason." },
    {
      label: "Business unit",
      synonyms: ["unit"],
      why: "The library is the same for the whole organisation.",
    },
    { label: "Added", why },
    { label: "Changed", why },
  ],
  async open(context) {
    const known = await mappable(context.tx);
    const top = await topUnit(context.tx);
    return {
      fields: importFields(ownControlFields),
      find: (wanted) => findOwn(context, wanted),
      check: ({ values, stored }) => [
        ...mappingFaults(mappingOf(values), known).map((message) => ({ label: "Requirements", message })),
        ...retiredProblem(stored),
      ],
      async write(rows, origin) {
        const changes: Change[] = [];
        for (const row of rows) changes.push(await writeOwn(context, top, row, origin(row.line)));
        return { changes, further: [] };
      },
    };
  },
};

function mappingOf({ requirements }: Readonly<Record<string, unknown>>): string | null {
  return typeof requirements === "string" ? requirements : null;
}

function retiredProblem(stored: StoredRecord | null): RowProblem[] {
  return stored?.values["retiredAt"]
    ? [{ label: null, message: "The control is retired. Offer it again first." }]
    : [];
}

async function findOwn(
  { tx }: Context,
  { numbers, named }: { numbers: readonly number[]; named: readonly UnitAndName[] },
): Promise<StoredRecord[]> {
  if (numbers.length + named.length === 0) return [];
  const found = await tx.ownControl.findMany({
    where: {
      OR: [{ number: { in: [...numbers] } }, { title: { in: named.map(({ name }) => name) } }],
    },
  });
  return found.map((row) => {
    const { id, number, version, unitId } = row;
    return { id, number, version, unitId, values: row, names: {}, row };
  });
}

async function writeOwn(
  { tx, actor }: Context,
  unitId: string,
  { id, stored, values }: PlannedWrite,
  origin: string,
): Promise<Change> {
  const after = await refuseDuplicate(
    "file",
    "One of these controls was added at this moment. Check the file again.",
    async () => {
      if (!stored)
        return tx.ownControl.create({
          data: {
            ...values,
            id,
            unitId,
            createdById: authorOf(actor),
          } as Prisma.OwnControlUncheckedCreateInput,
        });
      const [changed] = await tx.ownControl.updateManyAndReturn({
        where: { id, version: stored.version },
        data: { ...values, version: { increment: 1 } },
      });
      if (!changed)
        throw new Conflict(
          "Somebody changed one of these controls at this moment. Nothing was written; check the file again.",
        );
      return changed;
    },
  );
  return {
    subject: { type: "own-controls", id: after.id, unitId: after.unitId },
    before: stored?.row ?? null,
    after: { ...after, reason: origin },
    action: stored ? "own-controls.update" : "own-controls.create",
  };
}
