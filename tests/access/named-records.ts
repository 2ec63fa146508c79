import { randomUUID } from "node:crypto";
import { partConcepts } from "@/lib/domain/inventory/parts/concepts/schema";
import type { Actor } from "@/lib/platform/access/actor";
import { knownPermissions } from "@/lib/platform/access/permission";
import { Conflict, PublicError } from "@/lib/platform/errors/public-error";
import { namedKinds } from "@/lib/platform/registry/contributions";
import { addressed, conceptOf } from "@/tests/access/addressed";
import { changedRows, recordRows } from "@/tests/access/changed-rows";
import { holding, withEveryRole } from "@/tests/access/company";
import { mistakenFor, type NamingField, naming, namingFields } from "@/tests/access/naming-fields";
import { sampleInput } from "@/tests/access/sample-input";
import { hasSpecimen, specimen, storeSpecimenFile } from "@/tests/access/specimens";
import { createWorld, signedInAgain, type World } from "@/tests/support/world";

// Every field of every command that names a record, sent with the id of one in a sibling unit, of none, and of a record of
// another concept.

/** Every such field, by operation and place in the input. */
export const everyNamingField = addressed
  .filter(({ route, operation }) => operation.kind === "command" && !route.open)
  .flatMap(({ name, route, operation }) =>
    namingFields(operation.input, conceptOf(operation)).map((field) => ({
      name: `${field.path.join(".").replaceAll(".[]", "[]")} of ${name}`,
      ...{ route, field },
    })),
  );

// Everybody in the organisation may name everybody who has an account.
const forAll = ["people"];

interface Cells {
  cells: number;
  /** Whether a record of one's own is answered otherwise, so that the refusals prove something. */
  proven: boolean;
  wrong: unknown[];
}

/** A company with somebody who has every role in one unit, and somebody in the unit beside it. */
export class NamedRecords {
  readonly #world: World;
  readonly #person: Actor;
  readonly #stranger: Actor;

  private constructor(world: World, person: Actor, stranger: Actor) {
    this.#world = world;
    this.#person = person;
    this.#stranger = stranger;
  }

  static async build(): Promise<NamedRecords> {
    storeSpecimenFile();
    const world = await createWorld();
    const built = new NamedRecords(
      world,
      await withEveryRole(world.insurance),
      await withEveryRole(world.clinics),
    );
    await recordRows();
    return built;
  }

  /** Sends the operation with the field naming each of the three, then a record that may be named. */
  async cellsOf({ route, field }: (typeof everyNamingField)[number]): Promise<Cells> {
    const concept = conceptOf(route.operation);
    const own = { unitId: this.#world.insurance, personId: this.#person.personId ?? "" };
    const beside = { unitId: this.#world.clinics, personId: this.#stranger.personId ?? "" };
    const idOf = (other: string) => specimen(other, own);
    const input = await sampleInput(route.operation.input, concept, idOf);
    const send = async (id: string, limited: (actor: Actor) => Actor = (actor) => actor) => {
      const body = await naming(route.operation.input, input, field, id, concept, idOf);
      const actor = limited(await signedInAgain(this.#person));
      await changedRows();
      const error = await route.operation.receive(actor, body).then(
        (result) => (byRow(result) ? new Conflict("said beside the one row") : null),
        (thrown: Error) => thrown,
      );
      return { error, changed: (await changedRows()).map(({ table }) => table) };
    };
    const found: Cells = { cells: 0, proven: false, wrong: [] };
    const told = new Map<string, string>();
    for (const [which, id] of await this.#badIds(field, beside, own)) {
      const { error, changed } = await send(id);
      found.cells += 1;
      told.set(which, inWords(error));
      if (!(error instanceof PublicError) || changed.length > 0)
        found.wrong.push([which, inWords(error), changed]);
    }
    const unread = takenFrom(field.concept, route.operation.permission.name);
    if (unread.length > 0) {
      const { error, changed } = await send(
        await specimen(field.concept, { ...beside, unitId: own.unitId }),
        (actor) =>
          holding(actor, [
            own.unitId,
            ...knownPermissions()
              .map(({ name }) => name)
              .filter((name) => !unread.includes(name)),
          ]),
      );
      found.cells += 1;
      if (!(error instanceof PublicError) || changed.length > 0)
        found.wrong.push(["unread", inWords(error), changed]);
    }
    const { error } = await send(await idOf(field.concept));
    found.proven = error === null || inWords(error) !== told.get("absent");
    if (told.has("foreign") && told.get("foreign") !== told.get("absent") && field.concept !== "units")
      found.wrong.push(["told apart", Object.fromEntries(told)]);
    return found;
  }

  async #badIds({ concept }: NamingField, beside: Keeper, own: Keeper): Promise<[string, string][]> {
    const bad: [string, string][] = [["absent", randomUUID()]];
    if (!forAll.includes(concept) && hasSpecimen(concept))
      bad.push(["foreign", await specimen(concept, beside)]);
    bad.push(["of another concept", await specimen(mistakenFor(concept), own)]);
    return bad;
  }
}

/** Whether an answer that is given row by row says that nothing was done. */
function byRow(result: unknown): boolean {
  const { rows } = (result ?? {}) as { rows?: readonly { done?: unknown }[] };
  return Array.isArray(rows) && rows.length > 0 && rows.every(({ done }) => done === false);
}

/** Returns the rights by which a record of the concept is read, of which the operation asks for none; empty where everybody may name them. */
function takenFrom(concept: string, asked: string): string[] {
  const kinds = namedKinds().filter(({ type }) => !forAll.includes(type));
  const parts: readonly string[] = partConcepts.map((one) => one.concept);
  // A part is read through the systems and the parts that need it, too.
  const through = parts.includes(concept) ? [...parts, "systems"] : [concept];
  const taken = kinds.filter(({ type }) => through.includes(type)).map(({ read }) => read.name);
  return taken.includes(asked) ? [] : taken;
}

type Keeper = Parameters<typeof specimen>[1];

// An id in a message is that of what was sent, and differs each time.
const inWords = (error: Error | null) =>
  error
    ? `${error.constructor.name}: ${error.message}`.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "…")
    : "was done";
