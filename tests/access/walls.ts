import { randomUUID } from "node:crypto";
import type { Actor } from "@/lib/platform/access/actor";
import { Forbidden, NotFound, PublicError } from "@/lib/platform/errors/public-error";
import type { Route } from "@/lib/platform/registry/module";
import { addressed, conceptOf } from "@/tests/access/addressed";
import { type Caller, callersAt } from "@/tests/access/callers";
import { changedRows, recordRows } from "@/tests/access/changed-rows";
import { tableOf } from "@/tests/access/expected";
import { sampleInput } from "@/tests/access/sample-input";
import { hasSpecimen, specimen, storeSpecimenFile } from "@/tests/access/specimens";
import { request } from "@/tests/support/door";
import { createWorld, personWith, type World } from "@/tests/support/world";

// Who calls × operation × where the record is kept: what is expected stands in matrix.md and operations.md, never in the code.
// A role is held at one unit; records are kept there, below, in a sibling unit, above, and nowhere.

const places = ["own", "below", "sibling", "above", "absent"] as const;
type Place = (typeof places)[number];
type Input = Record<string, unknown>;

const operations = tableOf("operations.md");
// Names of units and people are for everybody in the organisation to read.
const forAll = ["units", "people"];
// Records that are one person's own: what anybody else is told of them is what is told of none.
const personal = [
  ...["jobs", "tokens", "sessions", "authenticators", "passkeys", "identities", "notifications"],
  ...["imports", "assessment-archives"],
];
// Everybody has these, for records that they find by another permission.
const foundBy: Readonly<Record<string, string>> = {
  "watching:own": "risks:read",
  "audit-packs:open": "audit-packs:read",
};

/** Every operation that wants an account, by its address. */
export const guarded = addressed.filter(({ route }) => !route.open);

interface Cells {
  /** Cells that were refused as they have to be, or done as they may be. */
  refused: number;
  allowed: number;
  /** The others, each with who, where and what came of it. */
  wrong: unknown[];
}

/** A company with somebody for every role, token and role of one's own; tells how an operation treats each of them. */
export class Walls {
  readonly #unitOf: Record<Place, string>;
  readonly #callers: readonly Caller[];
  readonly #keeperId: string;
  readonly #shared = new Map<string, Promise<string>>();

  private constructor(
    { insurance, claims, clinics, root }: World,
    callers: readonly Caller[],
    keeperId: string,
  ) {
    this.#unitOf = { own: insurance, below: claims, sibling: clinics, above: root, absent: clinics };
    this.#callers = callers;
    this.#keeperId = keeperId;
  }

  static async build(): Promise<Walls> {
    storeSpecimenFile();
    const world = await createWorld();
    const callers = await callersAt(world.insurance);
    const keeper = await personWith("reader", world.root);
    await recordRows();
    return new Walls(world, callers, keeper.personId ?? "");
  }

  /** Calls one operation as everybody about a record at every place. */
  async cellsOf({ name, route }: (typeof guarded)[number]): Promise<Cells> {
    const asked = operations.get(name)?.["Permission"] ?? "";
    const inputs = await this.#inputsOf(route);
    const cells: Cells = { refused: 0, allowed: 0, wrong: [] };
    if (hasSpecimen(conceptOf(route.operation))) await this.#sharedAt("sibling", conceptOf(route.operation));
    await changedRows();
    await this.#strangers(route, inputs.get("own") ?? {}, cells);
    // What those who are there for one permission may do by another is asked of others.
    const callers = this.#callers.filter(
      ({ narrow, holds }) => narrow === undefined || narrow === asked || !holds(asked),
    );
    for (const caller of callers) await this.#refusals(route, caller, asked, inputs, cells);
    if (this.#byId(route) || route.operation.kind === "query") {
      // That a record was read may be written down.
      const kept = [
        "sessions",
        "idempotency_keys",
        "auditor_reads",
        ...(route.method === "get" ? ["audit_entries"] : []),
      ];
      const changed = (await changedRows()).filter(({ table }) => !kept.includes(table));
      if (changed.length > 0) cells.wrong.push(["all", "changed", changed.map(({ table }) => table)]);
    }
    const homes = homesOf(inputs);
    for (const caller of callers.filter((one) => one.holds(asked)))
      for (const place of homes) await this.#allowed(route, caller, place, homes.length > 1, cells);
    return cells;
  }

  #byId({ path, operation }: Route): boolean {
    const concept = conceptOf(operation);
    return path.includes(":id") && hasSpecimen(concept) && !forAll.includes(concept);
  }

  async #inputsOf(route: Route): Promise<ReadonlyMap<Place, Input>> {
    const { operation } = route;
    const concept = conceptOf(operation);
    const byId = this.#byId(route);
    const inputs = new Map<Place, Input>();
    for (const place of places) {
      const home = byId ? "own" : place;
      const input = await sampleInput(operation.input, concept, (other) => this.#sharedAt(home, other));
      if (byId) input["id"] = place === "absent" ? randomUUID() : await this.#sharedAt(place, concept);
      inputs.set(place, input);
    }
    return inputs;
  }

  // Nobody's session and nobody's token: the door itself refuses.
  async #strangers(route: Route, input: Input, cells: Cells): Promise<void> {
    const path = route.path.replace(":id", String(input["id"] ?? "")).replace(/:\w+/g, "x");
    const headers = { origin: "http://localhost:3000" };
    for (const sent of [
      headers,
      { ...headers, cookie: "plumbline.session=x" },
      { authorization: "Bearer plb_x" },
    ]) {
      const body = route.method === "get" ? {} : { body: input };
      const { status } = await request(route.method.toUpperCase(), path, { headers: sent, ...body });
      if (status === 401) cells.refused += 1;
      else cells.wrong.push(["nobody", sent, status]);
    }
  }

  async #refusals(
    route: Route,
    caller: Caller,
    asked: string,
    inputs: ReadonlyMap<Place, Input>,
    cells: Cells,
  ): Promise<void> {
    const { operation } = route;
    const held = caller.holds(asked);
    const byId = this.#byId(route);
    const told = new Map<Place, string | null>();
    const seen = new Set<string>();
    for (const place of places) {
      // What names no record is asked once.
      const asking = JSON.stringify(inputs.get(place));
      if (operation.kind === "query" && seen.has(asking)) continue;
      seen.add(asking);
      if (held && (place === "own" || place === "below")) continue;
      // Each other operation is asked once of those who are there for one permission.
      if (!held && caller.narrow !== undefined && place !== "own") continue;
      const { result, error } = await outcome(route, caller.actor, inputs.get(place) ?? {});
      told.set(place, words(error));
      const shows = await this.#showsForeign(route, result);
      const right = !held
        ? error instanceof Forbidden
        : operation.kind === "command" && byId && route.method !== "get"
          ? error !== null
          : byId && place !== "above"
            ? error instanceof PublicError
            : !shows;
      if (right) cells.refused += 1;
      else
        cells.wrong.push([
          caller.name,
          place,
          words(error) ?? "was done",
          ...(shows ? ["shows a foreign record"] : []),
        ]);
    }
    if (byId && told.get("sibling") !== told.get("absent"))
      cells.wrong.push([caller.name, "told apart", Object.fromEntries(told)]);
  }

  async #showsForeign({ operation }: Route, result: unknown): Promise<boolean> {
    const concept = conceptOf(operation);
    if (!hasSpecimen(concept) || forAll.includes(concept) || operation.permission.own) return false;
    return JSON.stringify(result ?? {}).includes(await this.#sharedAt("sibling", concept));
  }

  async #allowed(route: Route, caller: Caller, place: Place, named: boolean, cells: Cells): Promise<void> {
    const { operation } = route;
    const concept = conceptOf(operation);
    const keeper = this.#keptAt(place);
    if (personal.includes(concept)) keeper.personId = caller.actor.personId ?? "";
    const input = await sampleInput(operation.input, concept, (other) => specimen(other, keeper));
    const { error } = await outcome(route, await caller.again(), input);
    const found = foundBy[operation.permission.name];
    const isFound = !named || found === undefined || caller.holds(found);
    const isWall = error instanceof NotFound || (error !== null && !(error instanceof PublicError));
    if (isWall === isFound) cells.wrong.push([caller.name, place, words(error)]);
    else cells.allowed += 1;
  }

  /** Returns the one record of a concept in a unit that no cell is allowed to change. */
  #sharedAt(place: Place, concept: string): Promise<string> {
    const key = `${concept} ${this.#unitOf[place]}`;
    const made = this.#shared.get(key) ?? specimen(concept, this.#keptAt(place));
    this.#shared.set(key, made);
    return made;
  }

  #keptAt(place: Place) {
    return { unitId: this.#unitOf[place], personId: this.#keeperId };
  }
}

/** Where what is called is done: at two places where it names a record, once where it names none. */
function homesOf(inputs: ReadonlyMap<Place, Input>): readonly Place[] {
  const named = JSON.stringify(inputs.get("own")) !== JSON.stringify(inputs.get("absent"));
  return named ? ["own", "below"] : ["own"];
}

const words = (error: Error | null) => error && `${error.constructor.name}: ${error.message}`;

async function outcome({ operation }: Route, actor: Actor, input: Input) {
  try {
    return { result: await operation.receive(actor, input), error: null };
  } catch (error) {
    return { result: null, error: error as Error };
  }
}
