import * as z from "zod";

const largest = 20_000;

/** The name of a choice, such as "register.risks". */
export const preferenceKey = z
  .string()
  .regex(/^[a-z][a-zA-Z0-9.-]{0,79}$/, "Use letters, digits, dots and dashes, such as register.risks.");

/** Any JSON of at most 20 kB that can be stored. */
export const preferenceValue = z
  .json({ error: "Send a value that is JSON." })
  .refine(
    (value) => JSON.stringify(value).length <= largest,
    `Is larger than ${largest / 1000} kB. Store less.`,
  )
  // A NUL is written \u0000 in JSON, and an odd number of backslashes before it makes it one.
  .refine(
    (value) => !/(^|[^\\])(\\\\)*\\u(0000|d[89a-f])/i.test(JSON.stringify(value)),
    "Holds a character that cannot be stored.",
  );
