import "server-only";
import type { Permission } from "@/lib/platform/access/permission";
import type { Job } from "@/lib/platform/jobs/job";
import type { Operation } from "@/lib/platform/operation/operation";
import { registerExport } from "@/lib/platform/register/export";
import type { Register } from "@/lib/platform/register/register";
import type { RegisterReport } from "@/lib/platform/register/register-report";
import {
  type AddedBlocks,
  contribute,
  type GateCondition,
  type KnownAnswers,
  type RecordKind,
  type RetentionKind,
  type SoughtKind,
} from "@/lib/platform/registry/contributions";
import { type Listener, listen } from "@/lib/platform/registry/listeners";
import type { RefuseFile } from "@/lib/platform/storage/receive-file";

/** One address of the REST door and the operation behind it. */
export interface Route {
  method: "get" | "post" | "patch" | "put" | "delete";
  /** Below /api/v1, with :id for parts that vary. */
  path: string;
  operation: Operation;
  status: 200 | 201;
  /** "file" where the body is a file, stored before the operation runs; "sealed" where it is stored encrypted. */
  receives: "json" | "file" | "sealed";
  /** Why a file is not taken, before a byte of it is kept. */
  refuses?: RefuseFile;
  /** Open to whoever holds a valid link; everything else wants a signed-in person or a token. */
  open: boolean;
}

/** A line of the left navigation. */
interface NavigationItem {
  group: "Inventory" | "Risk" | "Assurance" | "Compliance" | "Settings";
  label: string;
  href: string;
  /** Further addresses that belong to it. */
  also?: readonly string[];
  /** Name of the icon in components/layout/icons. */
  icon: string;
  /** Shown to whoever has it somewhere. */
  permission: Permission;
}

/** The index card of a concept: everything the doors, the navigation and the tests need to know of it. */
export interface Module {
  name: string;
  permissions: readonly Permission[];
  routes: readonly Route[];
  navigation?: readonly NavigationItem[];
  registers?: readonly Register[];
  /** What registers add to their exports. */
  reports?: readonly RegisterReport[];
  jobs?: readonly Job[];
  /** The kinds of record that tasks, comments, watchers and searches may be about. */
  records?: readonly RecordKind[];
  /** The kinds of record that a search finds beside those. */
  alsoFound?: readonly RecordKind[];
  /** What a search finds in reference data. */
  sought?: readonly SoughtKind[];
  /** What must hold before an AI system enters a stage, for organisations to choose from. */
  gateConditions?: readonly GateCondition[];
  /** What it adds to the reports of records of others. */
  addedBlocks?: readonly AddedBlocks[];
  /** What it knows of the questions of questionnaires. */
  knownAnswers?: readonly KnownAnswers[];
  /** What it removes once it was kept for long enough. */
  retention?: readonly RetentionKind[];
  /** What it does when records of others change. */
  listeners?: readonly Listener[];
}

/** Returns the modules, after what they contribute to one another's mechanisms has been made known. */
export function joined(modules: readonly Module[]): readonly Module[] {
  contribute({
    records: modules.flatMap(({ records }) => records ?? []),
    alsoFound: modules.flatMap(({ alsoFound }) => alsoFound ?? []),
    sought: modules.flatMap(({ sought }) => sought ?? []),
    gateConditions: modules.flatMap((module) => module.gateConditions ?? []),
    addedBlocks: modules.flatMap((module) => module.addedBlocks ?? []),
    knownAnswers: modules.flatMap((module) => module.knownAnswers ?? []),
    retention: modules.flatMap(({ retention }) => retention ?? []),
  });
  listen(modules.flatMap((module) => module.listeners ?? []));
  return modules;
}

type Extra = Partial<Pick<Route, "status" | "receives" | "refuses" | "open">>;

/** Returns a route; the answer is 200 unless said otherwise. */
export function route<I, R>(
  method: Route["method"],
  path: string,
  operation: { execute(actor: never, input: I): Promise<R> } & Omit<
    Operation,
    "execute" | "receive" | "input"
  >,
  extra: Extra = {},
): Route {
  return {
    method,
    path,
    operation: operation as unknown as Operation,
    status: 200,
    receives: "json",
    open: false,
    ...extra,
  };
}

/** Returns every route of a module: its own and those that each of its registers brings along. */
export function routesOf(module: Module): Route[] {
  const lists = (module.registers ?? []).flatMap((register) => [
    route("get", `/${register.concept}`, register.list),
    route("get", `/${register.concept}/count`, register.count),
    route("get", `/${register.concept}/export`, registerExport(register, reportOf(module, register))),
  ]);
  return [...lists, ...module.routes];
}

function reportOf({ reports = [] }: Module, { concept }: Register): RegisterReport | undefined {
  return reports.find((report) => report.concept === concept);
}
