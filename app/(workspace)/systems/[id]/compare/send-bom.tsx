"use client";
import { useRouter } from "next/navigation";
import { useId, useState, useTransition } from "react";
import { type Problem, sendFile } from "@/components/form/call-api";
import { Button } from "@/components/ui/button";
import { InlineAlert } from "@/components/ui/inline-alert";

/** Hands in a bill of materials of a system; nothing is taken over yet. */
export function SendBom({ systemId }: { systemId: string }) {
  const router = useRouter();
  const id = useId();
  const [file, setFile] = useState<File | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [pending, startTransition] = useTransition();
  const send = () =>
    startTransition(async () => {
      if (!file) return;
      setProblem(null);
      const query = new URLSearchParams({ name: file.name });
      const answer = await sendFile<{ id: string }>(`/api/v1/systems/${systemId}/boms?${query}`, file);
      if (answer.ok) router.push(`/boms/${answer.data.id}`);
      else setProblem(answer.problem);
    });
  return (
    <div className="grid max-w-2xl gap-4">
      <div className="grid gap-1">
        <label htmlFor={id} className="font-medium text-sm">
          CycloneDX file
        </label>
        <input
          id={id}
          type="file"
          accept=".json,application/json"
          className="text-sm"
          onChange={(event) => setFile(event.target.files?.[0] ?? null)}
        />
        <p className="text-ink-soft text-sm">
          JSON of version 1.5, 1.6 or 1.7; up to 10 MB and 5,000 components.
        </p>
      </div>
      {problem ? (
        <InlineAlert tone="critical" title="The file cannot be compared as it is" live>
          {problem.errors?.map(({ message }) => message).join(" ") || problem.detail} Nothing was written.
        </InlineAlert>
      ) : null}
      <div>
        <Button
          tone="primary"
          onClick={send}
          pending={pending}
          reason={file ? undefined : "Choose a file first."}
        >
          Compare
        </Button>
      </div>
    </div>
  );
}
