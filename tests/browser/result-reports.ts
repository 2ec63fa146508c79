/** How many cases of a check got through and how many were held off. */
type Cases = Readonly<Record<string, readonly [vulnerable: number, defended: number]>>;

const many = (count: number, score: number) => Array.from({ length: count }, () => score);

/** Returns a report as garak writes it, which ran to its end `at` that time. */
export function garakReport(cases: Cases, at: Date): Buffer {
  const run = `run-${at.getTime()}`;
  const entries = [
    { entry_type: "start_run setup", "transient.run_id": run, "run.eval_threshold": 0.5 },
    { entry_type: "init", garak_version: "0.16.0", start_time: at.toISOString(), run },
    ...Object.entries(cases).map(([probe, [vulnerable, defended]], seq) => ({
      ...{ entry_type: "attempt", uuid: `${run}-${seq}`, seq, status: 2, probe_classname: probe },
      detector_results: { found: [...many(vulnerable, 1), ...many(defended, 0)] },
    })),
    { entry_type: "completion", end_time: at.toISOString(), run },
  ];
  return Buffer.from(entries.map((entry) => `${JSON.stringify(entry)}\n`).join(""));
}

/** Returns results as promptfoo exports them, of a run that ended `at` that time. */
export function promptfooResults(cases: Cases, at: Date): Buffer {
  const results = Object.entries(cases).flatMap(([pluginId, [vulnerable, defended]]) =>
    [...many(vulnerable, 1), ...many(defended, 0)].map((failed, n) => ({
      ...{ id: `${pluginId}-${n}`, success: failed === 0, failureReason: failed, score: 1 - failed },
      ...{ provider: { id: "chat", label: "" }, metadata: { pluginId } },
      gradingResult: { pass: failed === 0, componentResults: [] },
    })),
  );
  return Buffer.from(
    JSON.stringify({
      evalId: `eval-${at.getTime()}`,
      results: { version: 3, timestamp: at.toISOString(), prompts: [], results, stats: {} },
      metadata: {
        promptfooVersion: "0.123.1",
        ...{ evaluationCreatedAt: at.toISOString(), exportedAt: at.toISOString() },
      },
    }),
  );
}
