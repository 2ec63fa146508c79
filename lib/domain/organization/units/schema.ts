import * as z from "zod";
import { reference, text } from "@/lib/platform/schema/field";

/** What a person fills in about a business unit. */
export const unitFields = {
  name: text({ label: "Name", help: "As people in the company call it.", example: "Claims", max: 100 }),
  parentId: reference("units", {
    label: "Belongs to",
    help: "The unit above; grants there cover this unit too.",
  }),
};

/** A business unit as every door answers it. */
export const unitRecord = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  parentId: z.uuid().nullable(),
  version: z.int(),
});
