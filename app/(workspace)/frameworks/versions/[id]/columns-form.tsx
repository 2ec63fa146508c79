"use client";
import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import type { Problem } from "@/components/form/call-api";
import { useApi } from "@/components/form/use-api";
import { Section } from "@/components/layout/section";
import { Button } from "@/components/ui/button";
import { InlineAlert } from "@/components/ui/inline-alert";
import { Select } from "@/components/ui/select";
import { type ColumnField, columnFields } from "@/lib/domain/frameworks/versions/schema";

interface ColumnsFormProps {
  id: string;
  version: number;
  columns: { headings: readonly string[]; chosen: Partial<Record<ColumnField, string | undefined>> };
}

/** Which column of the CSV file fed what; with other columns the file is read again. */
export function ColumnsForm({ id, version, columns }: ColumnsFormProps) {
  const form = useId();
  const router = useRouter();
  const { send, pending } = useApi();
  const [chosen, setChosen] = useState(columns.chosen);
  const [problem, setProblem] = useState<Problem | null>(null);
  const again = async () => {
    const said = Object.fromEntries(Object.entries(chosen).filter(([, heading]) => heading));
    const url = `/api/v1/framework-versions/${id}/columns`;
    const body = { version, columns: said };
    const answer = await send<{ id: string }>({ method: "POST", url, body, quiet: true });
    if (answer.ok) router.push(`/frameworks/versions/${answer.data.id}`);
    else setProblem(answer.problem);
  };
  return (
    <Section title="Columns" description="Which column of the file was read as what.">
      <div className="grid gap-4">
        <div className="grid gap-3 sm:grid-cols-2">
          {columnFields.map(({ value, label }) => (
            <div key={value} className="grid gap-1">
              <label htmlFor={`${form}-${value}`} className="font-medium text-sm">
                {label}
              </label>
              <Select
                id={`${form}-${value}`}
                value={chosen[value] ?? ""}
                onChange={(event) => setChosen({ ...chosen, [value]: event.target.value || undefined })}
              >
                <option value="">None</option>
                {columns.headings
                  .filter((heading) => heading !== "")
                  .map((heading) => (
                    <option key={heading}>{heading}</option>
                  ))}
              </Select>
            </div>
          ))}
        </div>
        {problem ? (
          <InlineAlert tone="critical" title="The file cannot be read with these columns." live>
            <ul className="list-disc pl-4">
              {(problem.errors?.length ? problem.errors : [{ message: problem.detail }]).map(
                ({ message }) => (
                  <li key={message}>{message}</li>
                ),
              )}
            </ul>
          </InlineAlert>
        ) : null}
        <div>
          <Button onClick={again} pending={pending}>
            Read again with these columns
          </Button>
        </div>
      </div>
    </Section>
  );
}
