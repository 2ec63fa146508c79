import { JobProgress } from "@/components/domain/job-progress";
import { ActButton } from "@/components/form/act-button";
import { Section } from "@/components/layout/section";
import { ButtonLink } from "@/components/ui/button-link";
import { InlineAlert } from "@/components/ui/inline-alert";
import type { getTestImport } from "@/lib/domain/test-runs/queries/runs";

export type TakenImport = Awaited<ReturnType<typeof getTestImport.execute>>;

/** How far a file of results is, what came of it, and the button that applies it. */
export function OutcomeSection({ taken }: { taken: TakenImport }) {
  const { id, state, message, jobId, runId, fileName, found, can } = taken;
  if ((state === "checking" || state === "applying") && jobId)
    return (
      <Section title={state === "checking" ? "The file is being read" : "The results are being written"}>
        <JobProgress
          key={jobId}
          id={jobId}
          label={state === "checking" ? `Reading ${fileName}` : `Applying ${fileName}`}
        />
      </Section>
    );
  if (state === "failed" || state === "cancelled")
    return (
      <InlineAlert
        tone={state === "failed" ? "critical" : "neutral"}
        title={state === "failed" ? "The file cannot be taken in as it is" : "It was stopped"}
        actions={<ButtonLink href="/test-runs/new">Choose a file again</ButtonLink>}
      >
        {message} Nothing was written.
      </InlineAlert>
    );
  if (state === "applied" || state === "unchanged")
    return (
      <InlineAlert
        tone={state === "applied" ? "good" : "neutral"}
        title={
          state === "applied"
            ? "Applied. The run and what it found are in the registers."
            : "These results of this system are known already, so nothing changed."
        }
        actions={runId ? <ButtonLink href={`/test-runs/${runId}`}>Open the run</ButtonLink> : null}
      />
    );
  const effects = found?.effects;
  const doing = effects
    ? `${effects.create} findings are created, ${effects.update} updated, ${effects.reopen} reopened and ${effects.close} closed.`
    : "";
  return (
    <Section title="What applying it will do">
      <div className="grid gap-3">
        <p>{doing} Nothing is written yet.</p>
        {can.apply ? (
          <div>
            <ActButton
              label="Apply results"
              tone="primary"
              action={{ method: "POST", url: `/api/v1/test-imports/${id}/apply` }}
            />
          </div>
        ) : null}
      </div>
    </Section>
  );
}
