"use client";
import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { newKey, type Problem } from "@/components/form/call-api";
import { useApi } from "@/components/form/use-api";
import { Button } from "@/components/ui/button";
import { Combobox } from "@/components/ui/combobox";
import { FileDrop } from "@/components/ui/file-drop";
import { InlineAlert } from "@/components/ui/inline-alert";
import { type Choice, choicesOf } from "@/components/ui/use-choices";

interface ImportFileProps {
  url: string;
  /** A new questionnaire is kept in a unit; a draft that is replaced has one. */
  asksUnit?: boolean;
  /** The version of the draft that is replaced. */
  version?: number;
  onDone?: () => void;
}

/** Reads a YAML file in; what keeps it from being read is listed with its lines. */
export function ImportFile({ url, asksUnit = false, version, onDone }: ImportFileProps) {
  const router = useRouter();
  const id = useId();
  const { send, pending } = useApi();
  const [file, setFile] = useState<File | null>(null);
  const [unit, setUnit] = useState<Choice | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const read = async () => {
    if (!file) return;
    const body = {
      text: await file.text(),
      ...(asksUnit ? { unitId: unit?.id } : {}),
      ...(version ? { version } : {}),
    };
    const result = await send<{ id?: string }>({ method: "POST", url, body, key: newKey(), quiet: true });
    if (!result.ok) return setProblem(result.problem);
    setProblem(null);
    onDone?.();
    if (result.data.id) router.push(`/own-questionnaires/${result.data.id}`);
    router.refresh();
  };
  const missing = file
    ? asksUnit && !unit
      ? "Choose the unit that keeps it."
      : undefined
    : "Choose a file.";
  return (
    <div className="grid grid-cols-1 gap-3">
      <FileDrop
        file={file}
        onFile={(next) => {
          setFile(next);
          setProblem(null);
        }}
        words="Drop a YAML file here, or choose one"
        hint="Up to 500,000 characters"
        accept=".yaml,.yml"
      />
      {asksUnit ? (
        <div>
          <p id={`${id}-label`} className="mb-1 font-medium text-sm">
            Business unit
          </p>
          <Combobox
            id={id}
            labelledBy={`${id}-label`}
            value={unit}
            onChange={setUnit}
            load={choicesOf("units")}
            invalid={false}
            required
            describedBy={undefined}
            placeholder=""
            onBlur={() => undefined}
          />
        </div>
      ) : null}
      {problem ? (
        <InlineAlert tone="bad" title={problem.title} live>
          <ul className="list-disc pl-4">
            {(problem.errors ?? [{ path: "", message: problem.detail }]).map(({ message }) => (
              <li key={message}>{message}</li>
            ))}
          </ul>
        </InlineAlert>
      ) : null}
      <div>
        <Button pending={pending} reason={missing} onClick={read}>
          Read file
        </Button>
      </div>
    </div>
  );
}
