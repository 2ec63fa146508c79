import "server-only";
import { partAccess } from "@/lib/domain/inventory/parts/access";
import { partCommands } from "@/lib/domain/inventory/parts/commands";
import type { FieldsOfPart, PartKind } from "@/lib/domain/inventory/parts/kind";
import { findParts, partQueries } from "@/lib/domain/inventory/parts/queries";
import { type Module, route } from "@/lib/platform/registry/module";

/** Returns the operations and the index card of one kind of part. */
export function part<F extends FieldsOfPart>(
  definition: Omit<PartKind<F>, "access"> & { facts: readonly (keyof F)[]; detail: keyof F },
) {
  const kind: PartKind<F> = { ...definition, access: partAccess(definition.concept, definition.words) };
  const operations = { ...partQueries(kind), ...partCommands(kind) };
  return { kind, ...operations, module: moduleOf(kind, operations) };
}

type Operations = ReturnType<typeof partQueries> & ReturnType<typeof partCommands>;

function moduleOf(kind: PartKind, operations: Operations): Module {
  const { concept, title, icon, access, words } = kind;
  const { register, get, history, choices, create, update, review } = operations;
  return {
    name: concept,
    permissions: [access.read, access.create, access.edit],
    navigation: [{ group: "Inventory", label: title, href: `/${concept}`, icon, permission: access.read }],
    registers: [register],
    records: [
      {
        type: concept,
        one: words.one,
        read: access.read,
        find: (context, ids) => findParts(kind, context, ids),
      },
    ],
    routes: [
      route("get", `/${concept}/choices`, choices),
      route("post", `/${concept}`, create, { status: 201 }),
      route("get", `/${concept}/:id`, get),
      route("get", `/${concept}/:id/history`, history),
      route("patch", `/${concept}/:id`, update),
      route("post", `/${concept}/:id/review`, review),
    ],
  };
}

/** One kind of part as pages read it, whatever its fields. */
export type Part = ReturnType<typeof partQueries> & { kind: PartKind };
