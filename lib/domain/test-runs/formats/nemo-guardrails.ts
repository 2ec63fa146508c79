import "server-only";
import * as z from "zod";
import type { ResultFormat, ResultRecord, TestCase, Verdict } from "@/lib/domain/test-runs/formats/format";
import { entriesOf, firstValue, recordsHave } from "@/lib/domain/test-runs/formats/source/entries";

const rail = z.looseObject({
  type: z.string().nullish(),
  name: z.string().nullish(),
  stop: z.boolean().nullish(),
});
const log = z.looseObject({
  activated_rails: z.array(rail),
  llm_calls: z.array(z.looseObject({ llm_model_name: z.string().nullish() })).nullish(),
});
const response = z.looseObject({ log });

const span = z.looseObject({
  name: z.string(),
  attributes: z.record(z.string(), z.unknown()).nullish(),
  error: z.unknown().optional(),
});
const trace = z.looseObject({
  schema_version: z.string().nullish(),
  trace_id: z.string().nullish(),
  spans: z.array(span),
});
type Trace = z.infer<typeof trace>;

interface Rail {
  type: string;
  name: string;
  /** Null where the trace does not say. */
  stop: boolean | null;
}

/**
 * What NeMo Guardrails logged of interactions: its response log and its file tracer. Defended means that a rail for input or
 * output stopped the interaction; where none did, nobody judged the answer, so it is inconclusive and never a pass.
 */
export const nemoGuardrails: ResultFormat = {
  key: "nemo-guardrails",
  name: "NeMo Guardrails",
  tool: "NeMo Guardrails",
  recognise(head) {
    if (recordsHave(head, "log.activated_rails") || recordsHave(head, "activated_rails"))
      return { version: "response log", certainty: "certain" };
    if (!recordsHave(head, "trace_id", "spans")) return null;
    const version = firstValue(head, "schema_version");
    if (typeof version === "string")
      return { version: `trace ${version}`.slice(0, 40), certainty: "certain" };
    const own = recordsHave(head, "spans[].span_id") && recordsHave(head, "spans[].parent_id");
    return own ? { version: "trace 1", certainty: "likely" } : null;
  },
  async *parse(file, reading, head): AsyncGenerator<ResultRecord> {
    let mute = 0;
    for await (const { value, where } of entriesOf(file, reading, head)) {
      if (recordsHave(head, "spans")) {
        const one = reading.check(trace, value, where);
        if (!one) continue;
        const rails = railsIn(one);
        if (rails.every(({ stop }) => stop === null)) mute += 1;
        yield {
          ...caseOf(
            rails,
            one.spans.some(({ error }) => Boolean(error)),
          ),
          caseId: one.trace_id ?? undefined,
        };
        continue;
      }
      const nested = recordsHave(head, "log.activated_rails");
      const one = nested ? reading.check(response, value, where)?.log : reading.check(log, value, where);
      if (!one) continue;
      const model = one.llm_calls?.find((call) => call.llm_model_name)?.llm_model_name;
      yield { ...caseOf(one.activated_rails.map(ofLog), false), target: model ?? undefined };
    }
    if (mute > 0)
      reading.warn(
        `${mute} traces do not say whether a rail stopped; older versions did not write it. They count as inconclusive.`,
      );
  },
};

function caseOf(rails: readonly Rail[], error: boolean): TestCase {
  const guards = rails.filter(({ type }) => type === "input" || type === "output");
  const blocked = guards.some(({ stop }) => stop === true);
  const verdicts = guards.map(
    ({ name, type, stop }): Verdict => ({
      check: name,
      detector: `${type} rail`,
      outcome: stop === true ? "defended" : "inconclusive",
    }),
  );
  return {
    kind: "case",
    check: "interaction",
    outcome: blocked ? "defended" : error ? "error" : "inconclusive",
    verdicts,
  };
}

function ofLog({ type, name, stop }: z.infer<typeof rail>): Rail {
  return { type: type ?? "", name: name ?? "rail without a name", stop: stop ?? false };
}

// In older traces the span's name is all there is: "rail: self check input".
function railsIn({ spans }: Trace): Rail[] {
  return spans.flatMap(({ name, attributes }): Rail[] => {
    const type = attributes?.["rail.type"];
    const called = attributes?.["rail.name"];
    const stop = attributes?.["rail.stop"];
    if (typeof type === "string")
      return [
        {
          type: type.toLowerCase(),
          name: typeof called === "string" ? called : name,
          stop: typeof stop === "boolean" ? stop : null,
        },
      ];
    const old = /^rail:\s*(.+)$/.exec(name)?.[1];
    return old === undefined
      ? []
      : [{ type: /\boutput\b/.test(old) ? "output" : "input", name: old, stop: null }];
  });
}
