"use client";
import { useRouter } from "next/navigation";
import { useId, useState, useTransition } from "react";
import { type Problem, sendFile } from "@/components/form/call-api";
import { Button } from "@/components/ui/button";
import { FileDrop } from "@/components/ui/file-drop";
import { InlineAlert } from "@/components/ui/inline-alert";
import { Select } from "@/components/ui/select";

interface Target {
  concept: string;
  label: string;
  units: readonly { id: string; name: string }[];
  example: boolean;
}

/** Hands in a file: what it holds, where new records go, and the file itself. Nothing is written yet. */
export function StartImport({ targets, concept }: { targets: readonly Target[]; concept: string | null }) {
  const router = useRouter();
  const [what, unit] = [useId(), useId()];
  const [target, setTarget] = useState(targets.find((one) => one.concept === concept) ?? targets[0]);
  const [unitId, setUnitId] = useState(target?.units[0]?.id ?? "");
  const [file, setFile] = useState<File | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [pending, startTransition] = useTransition();
  if (!target) return <p className="text-ink-soft text-sm">You may not add records to any register.</p>;

  const choose = (chosen: string) => {
    const next = targets.find((one) => one.concept === chosen) ?? target;
    setTarget(next);
    if (!next.units.some(({ id }) => id === unitId)) setUnitId(next.units[0]?.id ?? "");
  };
  const send = () =>
    startTransition(async () => {
      if (!file) return;
      setProblem(null);
      const query = new URLSearchParams({ concept: target.concept, unitId, name: file.name });
      const answer = await sendFile<{ id: string }>(`/api/v1/imports?${query}`, file);
      if (answer.ok) router.push(`/imports/${answer.data.id}`);
      else setProblem(answer.problem);
    });
  return (
    <div className="grid grid-cols-1 max-w-2xl gap-4">
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        <div className="grid gap-1">
          <label htmlFor={what} className="font-medium text-sm">
            What the file holds
          </label>
          <Select id={what} value={target.concept} onChange={(event) => choose(event.target.value)}>
            {targets.map(({ concept: value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        </div>
        <div className="grid gap-1">
          <label htmlFor={unit} className="font-medium text-sm">
            Business unit, where the file names none
          </label>
          <Select id={unit} value={unitId} onChange={(event) => setUnitId(event.target.value)}>
            {target.units.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </div>
      </div>
      <FileDrop
        file={file}
        onFile={setFile}
        words="Drop an Excel or CSV file here, or choose one"
        hint=".xlsx, or CSV with comma, semicolon or tab; up to 50 MB and 100,000 rows."
        accept=".xlsx,.xlsm,.csv,.tsv,.txt,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
      />
      {target.example ? (
        <p className="text-ink-soft text-sm">
          Your own headings are fine. To see how a file can look, save the{" "}
          <a
            href={`/api/v1/imports/examples/${target.concept}`}
            download
            className="text-accent underline underline-offset-2"
          >
            example of {target.label}
          </a>
          ; it imports as it is.
        </p>
      ) : null}
      {problem ? (
        <InlineAlert tone="critical" title="The file cannot be imported as it is" live>
          {problem.detail} Nothing was written.
        </InlineAlert>
      ) : null}
      <div>
        <Button
          tone="primary"
          onClick={send}
          pending={pending}
          reason={file ? undefined : "Choose a file first."}
        >
          Check file
        </Button>
      </div>
    </div>
  );
}
