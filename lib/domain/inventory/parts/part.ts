import "server-only";
import { partAccess } from "@/lib/domain/inventory/parts/access";
import { partAlsoReadIn } from "@/lib/domain/inventory/parts/also-read-in";
import { partCommands } from "@/lib/domain/inventory/parts/commands";
import { type PartConcept, partConcept } from "@/lib/domain/inventory/parts/concepts/schema";
import type { FieldsOfPart, PartKind } from "@/lib/domain/inventory/parts/kind";
import { partQueries } from "@/lib/domain/inventory/parts/queries";
import { findParts } from "@/lib/domain/inventory/parts/record";
import { type Module, route } from "@/lib/platform/registry/module";

type Given = "concept" | "access" | "words" | "title" | "letter" | "icon";
type Optional = "computed" | "compute" | "relations";

/** What a kind of part says of itself; its words stand in the list of kinds. */
type Definition<F extends FieldsOfPart> = Omit<PartKind<F>, Given | Optional> &
  Partial<Pick<PartKind<F>, Optional>> & {
    concept: PartConcept;
    facts: readonly (keyof F)[];
    detail: keyof F;
  };

/** Returns the operations and the index card of one kind of part. */
export function part<F extends FieldsOfPart>(definition: Definition<F>) {
  const { one, many, title, letter, icon } = partConcept(definition.concept);
  const kind: PartKind<F> = {
    computed: {},
    compute: () => ({}),
    relations: {},
    ...definition,
    ...{ words: { one, many }, title, letter, icon },
    access: partAccess(definition.concept),
  };
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
        alsoReadIn: partAlsoReadIn,
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
