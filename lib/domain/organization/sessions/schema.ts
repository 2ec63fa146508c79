import * as z from "zod";

const storable = (text: string) => !text.includes("\u0000") && text.isWellFormed();

/** What the sign-in form sends. Nothing here says which of two fields is wrong. */
export const signInForm = z.strictObject({
  email: z
    .string({ error: "Type your e-mail address." })
    .min(1, "Type your e-mail address.")
    .max(254)
    .refine(storable, "Is not an e-mail address."),
  password: z.string({ error: "Type your password." }).min(1, "Type your password.").max(1_000),
});
