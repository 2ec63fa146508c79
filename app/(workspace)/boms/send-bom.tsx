"use client";
import { useRouter } from "next/navigation";
import { useId, useState, useTransition } from "react";
import { type Problem, sendFile } from "@/components/form/call-api";
import { Button } from "@/components/ui/button";
import { Combobox } from "@/components/ui/combobox";
import { InlineAlert } from "@/components/ui/inline-alert";
import { type Choice, choicesOf } from "@/components/ui/use-choices";

/** Hands in a bill of materials, of one system or of a whole inventory; nothing is taken over yet. */
export function SendBom({ systemId }: { systemId?: string }) {
  const router = useRouter();
  const id = useId();
  const [unit, setUnit] = useState<Choice | null>(null);
  const [file, setFile] = useState<File | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [pending, startTransition] = useTransition();
  const send = () =>
    startTransition(async () => {
      if (!file) return;
      setProblem(null);
      const query = new URLSearchParams({ name: file.name, ...(unit ? { unitId: unit.id } : {}) });
      const to = systemId === undefined ? "/api/v1/boms" : `/api/v1/systems/${systemId}/boms`;
      const answer = await sendFile<{ id: string }>(`${to}?${query}`, file);
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
          className="text-sm file:mr-3 file:h-8 file:rounded-md file:border file:border-control file:bg-panel file:px-3 file:font-medium file:text-ink"
          onChange={(event) => setFile(event.target.files?.[0] ?? null)}
        />
        <p className="text-ink-soft text-sm">
          JSON of version 1.5, 1.6 or 1.7; up to 10 MB and 5,000 components.
        </p>
      </div>
      {systemId === undefined ? (
        <div className="grid gap-1">
          <label id={`${id}-unit-label`} htmlFor={`${id}-unit`} className="font-medium text-sm">
            Business unit
          </label>
          <p id={`${id}-unit-help`} className="text-ink-soft text-sm">
            New records of the file would belong to it. Known ones stay where they are.
          </p>
          <Combobox
            id={`${id}-unit`}
            labelledBy={`${id}-unit-label`}
            describedBy={`${id}-unit-help`}
            invalid={false}
            required
            placeholder="Choose a unit"
            value={unit}
            onChange={setUnit}
            onBlur={() => {}}
            load={choicesOf("units")}
          />
        </div>
      ) : null}
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
          reason={missing(file, systemId === undefined && !unit)}
        >
          Compare
        </Button>
      </div>
    </div>
  );
}

function missing(file: File | null, unit: boolean): string | undefined {
  if (!file) return "Choose a file first.";
  return unit ? "Choose a business unit first." : undefined;
}
