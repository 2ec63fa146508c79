import "server-only";
import * as z from "zod";
import { auditRead, visibleTo } from "@/lib/domain/audit/access";
import { auditColumns } from "@/lib/domain/audit/schema";
import { idsOfSubject, subjectName } from "@/lib/domain/audit/subject";
import { topUnit } from "@/lib/domain/organization/settings/setting";
import { actorOf } from "@/lib/platform/audit/history";
import { namesOf } from "@/lib/platform/audit/names";
import { readPersonal } from "@/lib/platform/audit/personal";
import { actionWords } from "@/lib/platform/audit/words";
import type { Prisma } from "@/lib/platform/database/generated/client";
import { Invalid } from "@/lib/platform/errors/public-error";
import { type Context, query } from "@/lib/platform/operation/operation";
import type { RegisterRow } from "@/lib/platform/register/column";
import { filterConditions, type Where } from "@/lib/platform/register/filter";
import { filterInput, type ListRequest, listInput, pageSize } from "@/lib/platform/register/list-input";
import type { Page, Register } from "@/lib/platform/register/register";

type Entries = Prisma.AuditEntryWhereInput;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const extra = ["record", "person"];

const rules = {
  unit: (ids: string) => ({ unitId: { in: idsIn(ids) } }),
  record: (ids: string) => ({ subjectId: { in: idsIn(ids) } }),
  person: (ids: string) => ({ actorId: { in: idsIn(ids) } }),
};

function idsIn(text: string): string[] {
  const ids = text.split(",");
  if (ids.every((id) => uuid.test(id))) return ids;
  throw new Invalid("This filter takes ids of records, separated by commas.");
}

// A day means the whole of it, also as the last one of a range.
function wholeDays(request: ListRequest): Entries[] {
  const [from = "", to = from] = typeof request["at"] === "string" ? request["at"].split("..", 2) : [];
  const day = (text: string) => {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(Date.parse(text)))
      throw new Invalid([{ path: "at", message: "When takes a range such as 2026-01-01..2026-12-31." }]);
    return Date.parse(text);
  };
  return [
    ...(from === "" ? [] : [{ at: { gte: new Date(day(from)) } }]),
    ...(to === "" ? [] : [{ at: { lt: new Date(day(to) + 86_400_000) } }]),
  ];
}

async function conditions(context: Context, request: ListRequest): Promise<Entries[]> {
  const { q, at: _days, who, ...filters } = request;
  const words = q
    ? [
        {
          OR: [
            { action: { contains: q, mode: "insensitive" } },
            ...(await byNamed(context, q)),
            { requestId: q },
          ],
        },
      ]
    : [];
  const named = typeof who === "string" && who !== "" ? [{ OR: await byNamed(context, who) }] : [];
  const plain = filterConditions(auditColumns, filters, rules as Record<string, (text: string) => Where>);
  return [
    visibleTo(context, await topUnit(context.tx)),
    ...wholeDays(request),
    ...([...plain, ...named, ...words] as Entries[]),
  ];
}

// Entries hold the ids of people. What an older one says of a name is not searched: the person may have been erased.
async function byNamed({ tx }: Context, words: string): Promise<Entries[]> {
  const contains = { contains: words, mode: "insensitive" } as const;
  const people = await tx.person.findMany({ where: { name: contains }, select: { id: true } });
  return [{ actorId: { in: people.map(({ id }) => id) } }, { actorId: null, actorName: contains }];
}

async function page(context: Context, request: ListRequest, take: number): Promise<Page> {
  const ascending = request.sort === "at";
  const after =
    request.cursor === undefined ? [] : [{ seq: { [ascending ? "gt" : "lt"]: cursorOf(request.cursor) } }];
  const found = await context.tx.auditEntry.findMany({
    where: { AND: [...(await conditions(context, request)), ...after] },
    orderBy: { seq: ascending ? "asc" : "desc" },
    take: take + 1,
    omit: { hash: true, previousHash: true },
  });
  const shown = found.slice(0, take);
  const changes = await readPersonal(context.tx, shown);
  const entries = shown.map((entry, at) => ({
    ...entry,
    change: changes[at] ?? { before: null, after: null },
  }));
  const ids = entries.flatMap(({ subjectId, unitId, actorId, change }) => [
    unitId,
    ...(actorId === null ? [] : [actorId]),
    ...idsOfSubject(subjectId, change),
  ]);
  const names = await namesOf(context.tx, ids);
  const rows = entries.map(
    ({ seq, at, action, actorKind, subjectType, subjectId, unitId, change, ...by }): RegisterRow => ({
      id: seq.toString(),
      ref: seq.toString(),
      version: 1,
      seq: Number(seq),
      at: at.toISOString(),
      who: actorKind === "token" ? `${actorOf(by, names)} (API token)` : actorOf(by, names),
      action: actionWords(action),
      subjectType,
      subject: subjectName(subjectId, change, names),
      unit: { id: unitId, name: names.get(unitId) ?? "removed" },
    }),
  );
  return { rows, next: found.length > take ? (rows.at(-1)?.id ?? null) : null };
}

function cursorOf(text: string): bigint {
  if (/^\d{1,18}$/.test(text)) return BigInt(text);
  throw new Invalid([
    { path: "cursor", message: "Is not a cursor of this list in this order. Start again without it." },
  ]);
}

const title = "Audit trail";
const input = listInput(auditColumns, extra) as unknown as z.ZodType<ListRequest>;

const list = query({
  name: "audit.list",
  summary: `${title}: a page of entries, filtered`,
  permission: auditRead,
  input,
  run: (context, request) => page(context, request, request.limit ?? pageSize.usual),
});

const count = query({
  name: "audit.count",
  summary: `${title}: how many entries a filter leaves, of how many`,
  permission: auditRead,
  input: filterInput(auditColumns, extra) as unknown as z.ZodType<ListRequest>,
  output: z.strictObject({ count: z.int(), all: z.int() }),
  run: async (context, request) => {
    const [visible = {}, ...narrowing] = await conditions(context, request);
    const all = await context.tx.auditEntry.count({ where: visible });
    if (narrowing.length === 0) return { count: all, all };
    return { count: await context.tx.auditEntry.count({ where: { AND: [visible, ...narrowing] } }), all };
  },
});

const batch = query({
  name: "audit.batch",
  summary: `${title}: a batch of entries for an export`,
  permission: auditRead,
  input,
  run: (context, request) => page(context, request, 1_000),
});

/** The audit trail as a register: its entries in the order of the chain, the newest first. */
export const auditRegister: Register = {
  concept: "audit",
  title,
  columns: auditColumns,
  ownFilters: extra,
  permission: auditRead,
  list,
  count,
  async *batches(actor, request) {
    let cursor: string | null | undefined;
    do {
      const part: Page = await batch.execute(actor, { ...request, ...(cursor ? { cursor } : {}) });
      yield part.rows;
      cursor = part.next;
    } while (cursor);
  },
};
