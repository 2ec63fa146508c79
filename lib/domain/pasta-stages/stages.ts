import "server-only";
import * as z from "zod";
import { shippedTable } from "@/lib/domain/frameworks/queries/shipped";
import { capitalised } from "@/lib/platform/schema/capitalised";

/** One of the seven stages of PASTA, as it is done for an AI system. */
export interface PastaStage {
  /** From 1 to 7. */
  number: number;
  name: string;
  activities: readonly string[];
  /** What the stage has to leave behind, in the words under which it is written down. */
  outputs: readonly string[];
  /** The records of Plumbline that it works on. */
  records: readonly string[];
}

const list = z.string().transform((cell) =>
  cell
    .split(";")
    .map((one) => capitalised(one.trim().replace(/\.$/, "")))
    .filter(Boolean),
);
const row = z.strictObject({
  stage: z.coerce.number().int().min(1).max(7),
  name: z.string().min(1),
  activities_for_ai: list,
  outputs: list,
  product_records: list,
});

let known: readonly PastaStage[] | undefined;

/** Returns the seven stages in their order; the method is PASTA, the activities are those for AI. */
export function pastaStages(): readonly PastaStage[] {
  known ??= shippedTable("threats/pasta-stages.csv", row).map((line) => ({
    number: line.stage,
    name: line.name,
    activities: line.activities_for_ai,
    outputs: line.outputs,
    records: line.product_records,
  }));
  return known;
}
