import "server-only";
import * as z from "zod";

/** Returns an object with its keys as Python writes them turned into those of its clients: validation_passed, validationPassed. */
function camelCased(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key.replace(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase()),
      one,
    ]),
  );
}

const either = <T>(shape: z.ZodType<T>) => z.preprocess(camelCased, shape);

const summary = either(
  z.looseObject({
    validatorName: z.string(),
    validatorStatus: z.string().nullish(),
    propertyPath: z.string().nullish(),
  }),
);

/** The outcome of one call of a guard; only validators that failed are listed in it. */
export const outcome = either(
  z.looseObject({
    callId: z.union([z.string(), z.number()]).nullish(),
    rawLlmOutput: z.string().nullish(),
    validatedOutput: z.unknown().optional(),
    validationPassed: z.boolean(),
    validationSummaries: z.array(summary).nullish(),
    error: z.string().nullish(),
  }),
);
export type ValidationOutcome = z.infer<typeof outcome>;

const log = either(
  z.looseObject({
    validatorName: z.string().nullish(),
    registeredName: z.string().nullish(),
    validationResult: either(z.looseObject({ outcome: z.string().nullish() })).nullish(),
  }),
);
export type ValidatorLog = z.infer<typeof log>;

const iteration = either(
  z.looseObject({
    outputs: either(
      z.looseObject({
        validatorLogs: z.array(log).nullish(),
        error: z.string().nullish(),
      }),
    ).nullish(),
  }),
);

/** One call as a guard keeps it in its history: with every validator that ran, in each of its rounds. */
export const call = either(z.looseObject({ iterations: z.array(iteration) }));
export type GuardCall = z.infer<typeof call>;

/** A row of the table in which the tool traces its guards and validators. */
export const traceColumns = [
  ...["guard_name", "start_time", "end_time", "prevalidate_text", "postvalidate_text", "exception_message"],
] as const;
