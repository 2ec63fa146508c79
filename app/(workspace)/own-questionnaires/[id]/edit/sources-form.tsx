"use client";
import { useEffect, useId, useState } from "react";
import type { Question } from "@/lib/domain/assessments/templates/schema";
import { SelectField, TextField } from "./fields";
import { ListRows } from "./list-rows";

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
            <SelectField
              label="Framework"
              quiet
              value={source.framework}
              onChange={(framework) => change({ framework: framework as Source["framework"], ref: "" })}
              options={frameworks}
            />
            <Reference source={source} onChange={(ref) => change({ ...source, ref })} />
          </div>
        )}
      </ListRows>
    </fieldset>
  );
}

const loaded = new Map<string, Promise<{ ref: string; title: string }[]>>();

function citable(framework: string) {
  const known = loaded.get(framework);
  if (known) return known;
  const asked = fetch(`/api/v1/own-questionnaires/citable?framework=${framework}`)
    .then(async (answer) =>
      answer.ok ? ((await answer.json()) as { rows: { ref: string; title: string }[] }).rows : [],
    )
    .catch(() => []);
  loaded.set(framework, asked);
  return asked;
}

function Reference({
  source: { framework, ref },
  onChange,
}: {
  source: Source;
  onChange: (ref: string) => void;
}) {
  const list = useId();
  const [rows, setRows] = useState<{ ref: string; title: string }[]>([]);
  useEffect(() => {
    let here = true;
    void citable(framework).then((found) => {
      if (here) setRows(found);
    });
    return () => {
      here = false;
    };
  }, [framework]);
  const title = rows.find((one) => one.ref === ref)?.title;
  return (
    <div className="min-w-0">
      <TextField
        label="Reference"
        quiet
        value={ref}
        max={60}
        list={list}
        placeholder="Article, clause or criterion"
        onChange={onChange}
      />
      <datalist id={list}>
        {rows.map((one) => (
          <option key={one.ref} value={one.ref}>
            {one.title}
          </option>
        ))}
      </datalist>
      {title ? <p className="mt-0.5 text-ink-soft text-sm">{title}</p> : null}
    </div>
  );
}
