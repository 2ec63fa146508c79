import "server-only";
import type * as z from "zod";
import {
  type Actor,
  auditsBy,
  mayAnywhere,
  onlyReading,
  unitsOf,
  unitsWith,
} from "@/lib/platform/access/actor";
import { type Permission, toRead } from "@/lib/platform/access/permission";
import { appendAudit } from "@/lib/platform/audit/append";
import { noteRead } from "@/lib/platform/audit/auditor-reads";
import type { Changed } from "@/lib/platform/audit/change";
import { type Transaction, transact } from "@/lib/platform/database/client";
import { currentPast, inScope, type PastDay, type Scope } from "@/lib/platform/database/scope";
import { Forbidden, Invalid } from "@/lib/platform/errors/public-error";
import { looksBack, pastDay } from "@/lib/platform/operation/as-of";
import { type Idempotency, remember, replay } from "@/lib/platform/operation/idempotency";
import { assertSteppedUp } from "@/lib/platform/operation/step-up";
import { tellListeners } from "@/lib/platform/registry/listeners";

/** What an operation works with: the transaction, who acts, and the units in which they may. */
export interface Context {
  readonly tx: Transaction;
  readonly actor: Actor;
  /** Units in which the actor has the operation's permission. */
  readonly units: readonly string[];
  readonly now: Date;
  /** The day that is looked back to, where it is not the present that is read. */
  readonly asOf?: string;
}

interface Definition<I extends z.ZodType> {
  /** "concept.verb", as the audit trail and the API name it. */
  name: string;
  summary: string;
  permission: Permission;
  input: I;
  /** The answer's shape, for the API description and the test that nothing else leaves. */
  output?: z.ZodType;
  /** Touches credentials, sessions or account links. */
  secrets?: boolean;
  /** Asks for a recent proof of who one is before it is done. */
  stepUp?: boolean;
  /** No door offers it: what is answered to everybody but the system itself. */
  systemOnly?: string;
  timeoutMs?: number;
}

interface QueryDefinition<I extends z.ZodType, R> extends Definition<I> {
  run(context: Context, input: z.output<I>): Promise<R>;
}

interface CommandDefinition<I extends z.ZodType, R> extends Definition<I> {
  run(context: Context, input: z.output<I>): Promise<Changed<R>>;
  /** Where the answer holds a secret that is shown once: what a repeated request is answered with instead. */
  withoutSecret?(result: NoInfer<R>): NoInfer<R>;
}

export interface Operation<I extends z.ZodType = z.ZodType, R = unknown> extends Definition<I> {
  readonly kind: "query" | "command";
  /** Throws Forbidden unless the actor has the permission somewhere. */
  check(actor: Actor): void;
  /** Parses the input and runs; throws a PublicError that says what is wrong. */
  execute(actor: Actor, input: z.input<I>, idempotency?: Idempotency): Promise<R>;
  /** As execute, for input that came from outside and has no type yet. */
  receive(actor: Actor, input: unknown, idempotency?: Idempotency): Promise<R>;
}

/**
 * Returns a read: permission, input, then `run` in a transaction that can see the actor's units and write nothing. An
 * input that takes `asOf` lets the same `run` read the tables as they were at the end of that day, and so does every
 * query that is asked from within one. What an auditor's role opens is noted first; one's own account no role opens.
 */
export function query<I extends z.ZodType, R>(definition: QueryDefinition<I, R>): Operation<I, R> {
  const canLookBack = looksBack(definition.input);
  return operation("query", definition, async (actor, input) => {
    const { asOf } = input as { asOf?: string };
    const run = (context: Context) => definition.run(context, input);
    const by = auditsBy(actor, definition.permission);
    // Nothing can be written in the past, so that it is noted in the present first.
    const note = async (asked: unknown) => {
      const scope = scopeOf(actor, definition, false);
      if (by.length > 0) await transact(scope, (tx) => noteRead(tx, actor, definition, asked, by));
    };
    if (canLookBack && asOf !== undefined) {
      await note(input);
      return lookBackTo(asOf, actor, definition, run);
    }
    const past = currentPast();
    if (past) {
      await note({ ...(input as object), asOf: past.day });
      return runInPast(past, actor, definition, run);
    }
    return transact(
      scopeOf(actor, definition, false),
      async (tx) => {
        await noteRead(tx, actor, definition, input, by);
        return run(contextOf(tx, actor, definition.permission));
      },
      definition.timeoutMs,
    );
  });
}

/** Returns an operation whose answer is worked on once its transaction has ended: long work keeps no connection, and what is thrown takes nothing back. */
export function afterwards<I extends z.ZodType, R, S>(
  read: Operation<I, R>,
  work: (found: R) => Promise<S>,
): Operation<I, S> {
  return {
    ...read,
    receive: async (actor, input, idempotency) => work(await read.receive(actor, input, idempotency)),
    execute: async (actor, input, idempotency) => work(await read.execute(actor, input, idempotency)),
  };
}

type Asked = Pick<Definition<z.ZodType>, "permission" | "secrets" | "timeoutMs">;

/**
 * Runs a read in a transaction that sees the tables as they were at the end of a day. What the actor may read today
 * decides what they see, and nothing can be done there. Throws Invalid for a day to come.
 */
export async function lookBackTo<R>(
  asOf: string,
  actor: Actor,
  asked: Asked,
  run: (context: Context) => Promise<R>,
): Promise<R> {
  const past = await transact(scopeOf(actor, asked, false), (tx) => pastDay(tx, asOf, new Date()));
  return runInPast(past, actor, asked, run);
}

/**
 * Runs the work with every query in it reading the tables as they were at the end of a day, or as they are where none is
 * given. `until` is an earlier end, so that what is read does not change while a long work goes on; `most` is another limit
 * on the records that are looked back at. Throws Invalid for a day to come.
 */
export async function asOfDay<R>(
  asOf: string | undefined,
  actor: Actor,
  work: () => Promise<R>,
  { until, most }: { until?: Date; most?: number } = {},
): Promise<R> {
  if (asOf === undefined) return work();
  const scope = scopeOf(actor, {}, false);
  const past = await transact(scope, (tx) => pastDay(tx, asOf, until ?? new Date()));
  const end = until && until < past.end ? until : past.end;
  return inScope({ ...scope, past: { ...past, end, ...(most === undefined ? {} : { most }) } }, work);
}

function runInPast<R>(past: PastDay, actor: Actor, asked: Asked, run: (context: Context) => Promise<R>) {
  const scope = { ...scopeOf(actor, asked, false), past };
  const { now, day: asOf } = past;
  const reader = onlyReading(actor);
  return transact(
    scope,
    (tx) => run({ ...contextOf(tx, reader, asked.permission), now, asOf }),
    asked.timeoutMs,
  );
}

/**
 * Returns a write: permission, input, then `run` in a transaction that can write in the units of the permission;
 * the change it returns is appended to the audit chain before the same transaction commits. One that takes a right to read,
 * such as an export, is noted of auditors as their reading is.
 */
export function command<I extends z.ZodType, R>(definition: CommandDefinition<I, R>): Operation<I, R> {
  return operation("command", definition, (actor, input, idempotency) =>
    transact(
      scopeOf(actor, definition, true),
      async (tx) => {
        const stored = idempotency && (await replay<R>(tx, idempotency));
        if (toRead(definition.permission))
          await noteRead(tx, actor, definition, input, auditsBy(actor, definition.permission));
        if (stored) return stored.result;
        const context = contextOf(tx, actor, definition.permission);
        const changed = await definition.run(context, input);
        if (idempotency)
          await remember(tx, idempotency, definition.withoutSecret?.(changed.result) ?? changed.result);
        const changes = "change" in changed ? [changed.change] : changed.changes;
        const further = await tellListeners(context, changes);
        await appendAudit(actor, definition.name, [...changes, ...further]);
        return changed.result;
      },
      definition.timeoutMs,
    ),
  );
}

function operation<I extends z.ZodType, R>(
  kind: "query" | "command",
  definition: Definition<I>,
  perform: (actor: Actor, input: z.output<I>, idempotency?: Idempotency) => Promise<R>,
): Operation<I, R> {
  const check = (actor: Actor) => {
    if (definition.systemOnly && actor.kind !== "system") throw new Forbidden(definition.systemOnly);
    if (!mayAnywhere(actor, definition.permission)) throw new Forbidden();
  };
  const receive = async (actor: Actor, raw: unknown, idempotency?: Idempotency) => {
    check(actor);
    const parsed = await definition.input.safeParseAsync(raw);
    if (!parsed.success) throw invalid(parsed.error);
    if (definition.stepUp) assertSteppedUp(actor, new Date());
    return perform(actor, parsed.data, idempotency);
  };
  const { name, summary, permission, input, output, secrets, stepUp, systemOnly, timeoutMs } = definition;
  return {
    ...{ kind, name, summary, permission, input },
    ...{ check, receive, execute: receive },
    ...(output ? { output } : {}),
    ...(secrets ? { secrets } : {}),
    ...(stepUp ? { stepUp } : {}),
    ...(systemOnly ? { systemOnly } : {}),
    ...(timeoutMs ? { timeoutMs } : {}),
  };
}

function scopeOf(actor: Actor, definition: Partial<Asked>, writes: boolean): Scope {
  const secrets = definition.secrets ?? false;
  if (actor.kind === "system")
    return { units: "all", writable: writes ? "all" : [], actor: "system", secrets };
  return {
    units: unitsOf(actor),
    writable: writes && definition.permission ? unitsWith(actor, definition.permission) : [],
    actor: actor.personId ?? "",
    secrets,
  };
}

function contextOf(tx: Transaction, actor: Actor, permission: Permission): Context {
  return { tx, actor, units: unitsWith(actor, permission), now: new Date() };
}

/** Returns the public form of a zod error: one problem per issue, with its path. */
export function invalid(error: z.ZodError): Invalid {
  return new Invalid(
    error.issues.flatMap((issue) =>
      issue.code === "unrecognized_keys"
        ? issue.keys.map((key) => ({
            path: [...issue.path, key].join("."),
            message: `"${key}" is not a field here. Leave it out.`,
          }))
        : [{ path: issue.path.join("."), message: issue.message }],
    ),
  );
}
