import type { Actor } from "@/lib/platform/access/actor";
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

/** Returns the operation of that name; throws where no address has it. */
export function operationNamed(name: string): Operation {
  const found = addressed.find(({ operation }) => operation.name === name);
  if (!found) throw new Error(`No address has the operation ${name}.`);
  return found.operation;
}

/** Returns what the operation answers this actor, or what it throws. */
export async function answered<R>(name: string, actor: Actor, input: object): Promise<R> {
  const answer = operationNamed(name).receive(actor, input);
  return answer.catch((error: unknown) => error) as Promise<R>;
}
