"use client";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { hasEnded, type JobState, useJob } from "@/components/domain/use-job";
import { useApi } from "@/components/form/use-api";
import { Button } from "@/components/ui/button";
import { InlineAlert } from "@/components/ui/inline-alert";
import { ProgressBar } from "@/components/ui/progress-bar";

interface JobProgressProps {
  id: string;
  /** What is being done: "Importing 20,000 risks". */
  label: string;
  initial?: JobState | null;
  /** Shown when it is done: the result and where it lies. */
  children?: ReactNode;
}

/** A long piece of work: how far it is, a way to stop it, and what came of it. */
export function JobProgress({ id, label, initial = null, children }: JobProgressProps) {
  const router = useRouter();
  const { send, pending } = useApi();
  const { job, lost } = useJob(id, initial, () => router.refresh());
  if (job?.state === "done") {
    return (
      <InlineAlert tone="good" title={job.message ?? `${label}: done.`}>
        {children}
      </InlineAlert>
    );
  }
  if (job && hasEnded(job)) {
    const stopped = job.state === "cancelled";
    return (
      <InlineAlert
        tone={stopped ? "neutral" : "critical"}
        title={stopped ? `${label}: stopped.` : `${label}: failed.`}
      >
        {job.message}
      </InlineAlert>
    );
  }
  return (
    <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
      <div className="min-w-0 flex-1 basis-64">
        <ProgressBar label={label} value={job?.done ?? 0} of={job?.total ?? 0} />
        <p role="status" className="mt-1 text-ink-faint text-sm">
          {lost
            ? "The server does not answer; the work goes on. Trying again…"
            : (job?.message ?? (job?.state === "running" ? "Working…" : "Waiting for its turn…"))}
        </p>
      </div>
      <Button
        size="sm"
        pending={pending}
        onClick={() => void send({ method: "POST", url: `/api/v1/jobs/${id}/cancel` })}
      >
        Stop
      </Button>
    </div>
  );
}
