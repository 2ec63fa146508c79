import "server-only";
import { ReferenceDataError } from "@/lib/domain/frameworks/files/read-table";
import type { Framework } from "@/lib/domain/frameworks/schema";

/** Throws ReferenceDataError when a reference stands twice, a parent does not exist, or parents go round in a circle. */
export function checkTree(framework: Framework, all: readonly Framework[]): void {
  const { key, requirements } = framework;
  const byRef = new Map(requirements.map((requirement) => [requirement.ref, requirement]));
  if (byRef.size < requirements.length) {
    const twice = requirements.find((one) => byRef.get(one.ref) !== one);
    throw new ReferenceDataError(`${key} has the reference "${twice?.ref}" twice.`);
  }
  for (const requirement of requirements) {
    const passed = new Set<string>();
    let at: typeof requirement | undefined = requirement;
    while (at?.parentRef && at.parentFramework === null) {
      if (passed.has(at.ref))
        throw new ReferenceDataError(`${key}: the parents of "${requirement.ref}" go in a circle.`);
      passed.add(at.ref);
      const parent = byRef.get(at.parentRef);
      if (!parent)
        throw new ReferenceDataError(
          `${key}: "${at.ref}" has the parent "${at.parentRef}", which does not exist.`,
        );
      at = parent;
    }
    if (at?.parentFramework) checkForeign(at.parentFramework, at.parentRef, all, `${key}: "${at.ref}"`);
  }
}

function checkForeign(framework: string, ref: string | null, all: readonly Framework[], where: string): void {
  const found = all.find((one) => one.key === framework)?.requirements.some((one) => one.ref === ref);
  if (!found)
    throw new ReferenceDataError(`${where} has the parent "${ref}", which ${framework} does not have.`);
}
