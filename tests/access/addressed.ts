import type { Operation } from "@/lib/platform/operation/operation";
import { routesOf } from "@/lib/platform/registry/module";
import { modules } from "@/lib/registry";

/** Every operation behind an address, under the name that tests give it: "GET /risks/:id". */
export const addressed = modules.flatMap(routesOf).map((route) => ({
  ...{ route, operation: route.operation },
  name: `${route.method.toUpperCase()} ${route.path}`,
}));

/** Returns the concept whose operation it is, such as "risks". */
export function conceptOf({ name }: Pick<Operation, "name">): string {
  return name.split(".")[0] ?? "";
}
