import "server-only";
import { visibleTo as visibleSystems } from "@/lib/domain/inventory/systems/access";
import { assertMay, testRunsImport } from "@/lib/domain/test-runs/access";
import { type FieldProblem, Invalid } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";

/** What a sender says that was tested. */
export interface Wanted {
  systemId: string;
  modelId: string | null;
  modelVersion: string | null;
  promptId: string | null;
  promptVersion: string | null;
}

/**
 * Returns what was tested as the inventory knows it: the business unit of the system, and the versions of that day where the
 * sender says none. Throws Invalid for a system that is not there and for a model or prompt that it does not use.
 */
export async function bind(context: Context, wanted: Wanted): Promise<Wanted & { unitId: string }> {
  const { tx, actor } = context;
  const system = await tx.system.findFirst({
    where: { AND: [{ id: wanted.systemId }, visibleSystems(actor)] },
    select: { unitId: true },
  });
  if (!system)
    throw new Invalid([{ path: "systemId", message: "There is no such AI system. Choose another." }]);
  assertMay(actor, testRunsImport, system.unitId);
  const [model, prompt] = await partsOf(context, wanted);
  const problems: FieldProblem[] = [];
  if (wanted.modelId !== null && !model)
    problems.push({ path: "modelId", message: "The system uses no such model. Choose one that it uses." });
  if (wanted.promptId !== null && !prompt)
    problems.push({ path: "promptId", message: "The system uses no such prompt. Choose one that it uses." });
  if (wanted.modelId === null && wanted.modelVersion !== null)
    problems.push({ path: "modelVersion", message: "Say which model it is a version of." });
  if (wanted.promptId === null && wanted.promptVersion !== null)
    problems.push({ path: "promptVersion", message: "Say which prompt it is a version of." });
  if (problems.length > 0) throw new Invalid(problems);
  return {
    ...{ systemId: wanted.systemId, unitId: system.unitId },
    ...{ modelId: wanted.modelId, modelVersion: wanted.modelVersion ?? model?.modelVersion ?? null },
    ...{ promptId: wanted.promptId, promptVersion: wanted.promptVersion ?? prompt?.promptVersion ?? null },
  };
}

// Whoever reads a system reads what it is made of.
async function partsOf({ tx }: Context, { systemId, modelId, promptId }: Wanted) {
  const used = await tx.$queryRaw<{ id: string }[]>`
    select id from parts_of_systems(array[${systemId}::uuid]) as r(id)`;
  const uses = (id: string | null): id is string => used.some((one) => one.id === id);
  return [
    uses(modelId) ? await tx.aiModel.findUnique({ where: { id: modelId } }) : null,
    uses(promptId) ? await tx.prompt.findUnique({ where: { id: promptId } }) : null,
  ] as const;
}
