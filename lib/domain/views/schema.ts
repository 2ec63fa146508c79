import * as z from "zod";
import { choice, text } from "@/lib/platform/schema/field";

const reaches = [
  { value: "own", label: "Only me" },
  { value: "shared", label: "Everybody of my business unit and those below it" },
] as const;

/** What a person fills in who keeps a view. */
export const viewFields = {
  name: text({
    label: "Name",
    help: "Stands as a tab above the register.",
    example: "Above appetite",
    max: 60,
  }),
  reach: choice(reaches, { label: "For whom" }),
};

/** Which register, and what stands behind the question mark of its address. */
export const viewPlace = {
  concept: z
    .string({ error: "Say which register." })
    .regex(/^[a-z-]{2,40}$/, "Is not the name of a register."),
  query: z
    .string({ error: "Say what the address asks for; empty for the whole register." })
    .max(2_000, "The address is longer than 2,000 characters. Use fewer filters.")
    .refine((value) => value.isWellFormed() && !value.includes("\u0000"), "Is not an address."),
};

/** How many views one person keeps. */
export const mostViews = 100;

/** A view as every door answers it. */
export const viewRecord = z.looseObject({ id: z.uuid(), name: z.string(), version: z.int() });
