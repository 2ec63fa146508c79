import "server-only";
import type * as z from "zod";
import type { PartAccess } from "@/lib/domain/inventory/parts/access";
import type { Relation } from "@/lib/domain/inventory/parts/relations/schema";
import type { PartFields } from "@/lib/domain/inventory/parts/schema";
import type { Transaction } from "@/lib/platform/database/client";
import type { Column, Named } from "@/lib/platform/register/column";

/** The fields of a kind of part: the common ones and its own. */
export type FieldsOfPart = Record<string, z.ZodType> & PartFields;

/** One kind of part that systems share, such as models: all that the operations need to know of it. */
export interface PartKind<F extends FieldsOfPart = FieldsOfPart> {
  /** As in the address, the permission and the table: "models". */
  concept: string;
  /** As people say it: "model", "models". */
  words: { one: string; many: string };
  title: string;
  /** The letter of the short reference, as in M-0004. */
  letter: string;
  icon: string;
  fields: F;
  /** Fields that Plumbline itself writes, from the others: shown, never asked. */
  computed: Readonly<Record<string, z.ZodType>>;
  /** Returns what the computed fields hold after these values were given. */
  compute(values: Readonly<Record<string, unknown>>): Record<string, unknown>;
  /** For each field that names other parts, how. */
  relations: Readonly<Record<string, Relation>>;
  /** The facts that completeness counts. */
  facts: readonly string[];
  columns: readonly Column[];
  /** What tells two records of the same name apart in a picker. */
  detail: string;
  access: PartAccess;
  table(tx: Transaction): PartTable;
}

/** A stored part: what every kind has; its own fields lie beside it under their names. */
export interface StoredPart {
  id: string;
  number: number;
  version: number;
  name: string;
  unitId: string;
  ownerId: string | null;
  nextReviewOn: Date | null;
  completeness: number;
  createdAt: Date;
  updatedAt: Date;
  [field: string]: unknown;
}

/** A part as it is read: with the names of its keeper and its owner. */
export interface ReadPart extends StoredPart {
  unit: Named;
  owner: Named | null;
}

interface Found {
  where: object;
  include?: object;
  orderBy?: object[];
  take?: number;
}

/** The calls on a Prisma table that parts need; every kind's table has them with these meanings. */
interface PartTable {
  findFirst(what: Found): Promise<StoredPart | null>;
  findMany(what: Found): Promise<StoredPart[]>;
  count(what: { where: object }): Promise<number>;
  create(what: { data: object }): Promise<StoredPart>;
  updateMany(what: { where: object; data: object }): Promise<{ count: number }>;
  deleteMany(what: { where: object }): Promise<{ count: number }>;
}
