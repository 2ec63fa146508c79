import "server-only";
import { visibleTo as visibleControls } from "@/lib/domain/controls/access";
import { visibleTo as visibleSystems } from "@/lib/domain/inventory/systems/access";
import { personProblems } from "@/lib/domain/organization/people/access";
import { partsInUse } from "@/lib/domain/test-runs/plans/read-runs";
import { threatClasses } from "@/lib/domain/test-runs/threat-classes";
import { type FieldProblem, Invalid } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";

/** What is looked at before a planned test is written. */
interface Wanted {
  systemId: string;
  tool: string | null;
  check: string | null;
  threatClass: string | null;
  versions: string;
  modelId: string | null;
  modelVersion: string | null;
  promptId: string | null;
  promptVersion: string | null;
  ownerId: string | null;
  controlIds: readonly string[];
}

/** Returns the business unit of the AI system that a planned test is for; throws Invalid for what does not fit together. */
export async function assertFits(context: Context, wanted: Wanted): Promise<string> {
  const { tx, actor } = context;
  const system = await tx.system.findFirst({
    where: { AND: [{ id: wanted.systemId }, visibleSystems(actor)] },
    select: { unitId: true },
  });
  if (!system)
    throw new Invalid([{ path: "systemId", message: "There is no such AI system. Choose another." }]);
  const { unitId } = system;
  const problems = [
    ...suiteProblems(wanted),
    ...versionProblems(wanted),
    ...(await partProblems(context, wanted)),
    ...(await personProblems(context, { ownerId: wanted.ownerId })),
    ...(await controlProblems(context, wanted, unitId)),
  ];
  if (problems.length > 0) throw new Invalid(problems);
  return unitId;
}

function suiteProblems({ tool, check, threatClass }: Wanted): FieldProblem[] {
  if (tool === null && check === null && threatClass === null)
    return [{ path: "tool", message: "Say what is to be run: a tool, a suite or check, or a threat class." }];
  if (threatClass === null || threatClasses().has(threatClass)) return [];
  const known = [...threatClasses().keys()].join(", ");
  return [{ path: "threatClass", message: `Is no threat class. Use one of: ${known}.` }];
}

function versionProblems(wanted: Wanted): FieldProblem[] {
  const { versions, modelId, modelVersion, promptId, promptVersion } = wanted;
  const problems: FieldProblem[] = [];
  if (versions === "exact" && modelVersion === null && promptVersion === null)
    problems.push({
      path: "versions",
      message: "Name the version of the model or of the prompt that counts.",
    });
  if (versions !== "exact" && (modelVersion !== null || promptVersion !== null))
    problems.push({
      path: "versions",
      message: 'A version is named. Choose "Exactly one version", or leave the versions empty.',
    });
  if (modelId === null && modelVersion !== null)
    problems.push({ path: "modelVersion", message: "Say which model it is a version of." });
  if (promptId === null && promptVersion !== null)
    problems.push({ path: "promptVersion", message: "Say which prompt it is a version of." });
  return problems;
}

async function partProblems(
  { tx }: Context,
  { systemId, modelId, promptId }: Wanted,
): Promise<FieldProblem[]> {
  const used = await partsInUse(tx, systemId);
  return [
    ...(modelId !== null && !used.has(modelId)
      ? [{ path: "modelId", message: "The system uses no such model. Choose one that it uses." }]
      : []),
    ...(promptId !== null && !used.has(promptId)
      ? [{ path: "promptId", message: "The system uses no such prompt. Choose one that it uses." }]
      : []),
  ];
}

async function controlProblems(
  context: Context,
  { systemId, controlIds }: Wanted,
  unitId: string,
): Promise<FieldProblem[]> {
  const found = await context.tx.control.findMany({
    where: { AND: [{ id: { in: [...controlIds] } }, await visibleControls(context)] },
    select: { id: true, systemId: true, unitId: true },
  });
  const fit = found.filter((one) => one.systemId === systemId || (!one.systemId && one.unitId === unitId));
  if (fit.length === controlIds.length) return [];
  const message = "Choose controls of this system, or ones that hold for its whole business unit.";
  return [{ path: "controlIds", message }];
}
