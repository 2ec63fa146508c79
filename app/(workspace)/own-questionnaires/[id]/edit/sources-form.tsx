"use client";
import { RequirementFields } from "@/components/domain/requirement-fields";
import { ListRows } from "@/components/form/list-rows";
import type { Question } from "@/lib/domain/assessments/templates/schema";

type Source = Question["sources"][number];

interface SourcesFormProps {
  sources: readonly Source[];
  frameworks: readonly { value: string; label: string }[];
  onChange: (sources: Source[]) => void;
}

/** Who asks for it: articles, clauses and criteria of the frameworks. */
export function SourcesForm({ sources, frameworks, onChange }: SourcesFormProps) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-medium text-sm">Sources</legend>
      <ListRows
        noun="source"
        rows={sources}
        most={8}
        ordered={false}
        onChange={onChange}
        blank={(): Source => ({ framework: sources.at(-1)?.framework ?? "nist-ai-rmf", ref: "" })}
      >
        {(source, change) => (
          <div className="grid gap-2 sm:grid-cols-2">
            <RequirementFields value={source} frameworks={frameworks} onChange={change} />
          </div>
        )}
      </ListRows>
    </fieldset>
  );
}
