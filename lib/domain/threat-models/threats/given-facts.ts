import "server-only";
import * as z from "zod";
import { systemFacts } from "@/lib/domain/threat-models/system-facts";

/** What somebody says of a system as a whole: yes, no, or null where they do not know; what is left out follows from the drawing. */
export const givenFacts = z
  .record(z.string().max(60), z.boolean({ error: "Answer yes or no, or leave it open." }).nullable())
  .superRefine((facts, { addIssue }) => {
    const known = [...systemFacts().keys()];
    for (const fact of Object.keys(facts))
      if (!known.includes(fact))
        addIssue({
          code: "custom",
          path: [fact],
          message: `There is no such fact. There are ${known.join(", ")}.`,
        });
  });
