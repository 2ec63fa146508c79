import "server-only";
import * as z from "zod";
import { answersOf } from "@/lib/domain/assessments/answers/rules";
import { differingFacts } from "@/lib/domain/assessments/facts/rules";
import { contentOf, findAssessment } from "@/lib/domain/assessments/queries/find";
import { systemsEdit } from "@/lib/domain/inventory/systems/access";
import { changeSystem } from "@/lib/domain/inventory/systems/commands";
import { systemFields } from "@/lib/domain/inventory/systems/schema";
import { Conflict, Invalid } from "@/lib/platform/errors/public-error";
import { command, invalid } from "@/lib/platform/operation/operation";
import { updateInput } from "@/lib/platform/schema/shape";

const change = updateInput(systemFields);

/**
 * Takes over into the register what an answer says about a fact of the system: the ordinary change of the system, by
 * somebody who may make it. Nothing is taken over before.
 */
export const confirmFact = command({
  name: "assessments.confirmFact",
  summary: "Take a fact that an answer states over into the inventory",
  permission: systemsEdit,
  input: z.strictObject({
    id: z.uuid({ error: "Is not the id of a record." }),
    questionKey: z.string({ error: "Say which question." }).max(60),
    systemVersion: z.int({ error: "Send the version of the system that you saw." }).min(1),
  }),
  output: z.looseObject({ id: z.uuid(), version: z.int() }),
  run: async (context, { id, questionKey, systemVersion }) => {
    const assessment = await findAssessment(context, id);
    if (assessment.systemId === null) throw new Conflict("A vendor is assessed here, and no AI system.");
    const { asked, standing, facts } = await contentOf(context, assessment);
    const questions = asked.sections.flatMap((section) => section.questions);
    const proposed = differingFacts(questions, answersOf(standing), facts).find(
      (one) => one.questionKey === questionKey,
    );
    if (!proposed)
      throw new Invalid([
        { path: "questionKey", message: "This answer states nothing that the register does not hold." },
      ]);
    const input = change.safeParse({
      id: assessment.systemId,
      version: systemVersion,
      [proposed.fact]: proposed.value,
    });
    if (!input.success) throw invalid(input.error);
    const { result, change: own, moved } = await changeSystem(context, input.data);
    return { result, changes: [{ ...own, action: "systems.update" }, ...moved] };
  },
});
