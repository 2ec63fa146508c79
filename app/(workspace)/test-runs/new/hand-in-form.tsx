"use client";
import { useRouter } from "next/navigation";
import { useMemo } from "react";
import type { FormSection } from "@/components/form/form-layout";
import { RecordForm } from "@/components/form/record-form";
import { handInFields, mostFiles } from "@/lib/domain/test-runs/runs/schema";
import type { Option } from "@/lib/platform/schema/field";
import { type HandedFile, toSend } from "./handed-file";
import { ResultFiles, ResultFilesControl } from "./result-files-control";

const layout: readonly FormSection[] = [
  {
    fields: [
      "files",
      { key: "systemId" },
      { key: "modelId", half: true },
      { key: "modelVersion", half: true },
      { key: "promptId", half: true },
      { key: "promptVersion", half: true },
      "scope",
    ],
  },
  {
    title: "Where it comes from",
    description: "Of a run that a pipeline made, and for formats whose content does not say enough.",
    fields: [
      { key: "branch", half: true },
      { key: "commit", half: true },
      { key: "build", half: true },
      { key: "format", half: true },
      { key: "scoreMeans", half: true },
    ],
  },
];

interface HandInFormProps {
  /** The system to begin with, where the address names one. */
  system: { id: string; name: string } | null;
  formats: readonly Option[];
  /** Bytes that one file may have. */
  largest: number;
}

/** Hands in files of results and says what they tested, all alike or each by itself; they are read, and nothing is written yet. */
export function HandInForm({ system, formats, largest }: HandInFormProps) {
  const router = useRouter();
  const known = useMemo(() => ({ formats, largest, most: mostFiles }), [formats, largest]);
  const open = (answer: unknown) => {
    const ids = (answer as { imports: { id: string }[] }).imports.map(({ id }) => id);
    router.push(ids.length === 1 ? `/test-imports/${ids[0]}` : `/test-imports?ids=${ids.join(",")}`);
  };
  return (
    <ResultFiles value={known}>
      <RecordForm
        shape={handInFields}
        noun="results"
        layout={layout}
        drawn={{ files: ResultFilesControl }}
        action={{ method: "POST", url: "/api/v1/test-imports/several" }}
        values={system ? { system } : {}}
        options={{ format: formats }}
        prepare={(filledIn, held) => ({ ...filledIn, files: (held["files"] as HandedFile[]).map(toSend) })}
        done={null}
        onSaved={open}
        submit="Read results"
        cancel="/test-runs"
      />
    </ResultFiles>
  );
}
