import "server-only";

/** How many cases of a check got through, how many were held off, and how many could not be judged. */
type Cases = readonly number[];

interface Told {
  checks: Readonly<Record<string, Cases>>;
  /** The tested model as the tool calls it. */
  target: string;
  /** When it began and ended. */
  from: Date;
  to: Date;
}

/** Returns a report as garak writes it, without prompts and answers. */
export function garakReport({ checks, target, from, to }: Told): string {
  const run = `demo-${from.toISOString().slice(0, 10)}`;
  const setup = {
    ...{ entry_type: "start_run setup", "transient.run_id": run, "run.eval_threshold": 0.5 },
    ...{ "plugins.target_type": "rest", "plugins.target_name": target },
  };
  const init = { entry_type: "init", garak_version: "0.16.0", start_time: from.toISOString(), run };
  const attempts = Object.entries(checks).map(([probe, cases], seq) => ({
    ...{ entry_type: "attempt", uuid: `${run}-${seq}`, seq, status: 2, probe_classname: probe },
    detector_results: { [`${probe.split(".")[0]}.Found`]: scoresOf(cases) },
  }));
  const end = { entry_type: "completion", end_time: to.toISOString(), run };
  return [setup, init, ...attempts, end].map((entry) => `${JSON.stringify(entry)}\n`).join("");
}

function scoresOf([vulnerable = 0, defended = 0, errors = 0]: Cases): (number | null)[] {
  const many = (count: number, score: number | null) => Array.from({ length: count }, () => score);
  return [...many(vulnerable, 1), ...many(defended, 0), ...many(errors, null)];
}

/** Returns results as promptfoo exports them, without prompts and answers. */
export function promptfooResults({ checks, target, from, to }: Told): string {
  const rows = Object.entries(checks).flatMap(([pluginId, cases]) =>
    scoresOf(cases).map((score, at) => ({
      ...{ id: `${pluginId}-${at}`, success: score === 0, failureReason: score === null ? 2 : score },
      ...{ score: score === 0 ? 1 : 0, provider: { id: target, label: "" }, metadata: { pluginId } },
      gradingResult: score === null ? null : { pass: score === 0, componentResults: [] },
    })),
  );
  return JSON.stringify({
    evalId: `eval-demo-${from.toISOString().slice(0, 10)}`,
    results: { version: 3, timestamp: from.toISOString(), prompts: [], results: rows, stats: {} },
    metadata: {
      promptfooVersion: "0.123.1",
      ...{ evaluationCreatedAt: from.toISOString(), exportedAt: to.toISOString() },
    },
  });
}
