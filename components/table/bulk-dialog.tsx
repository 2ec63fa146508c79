"use client";
import { useRouter } from "next/navigation";
import { useId, useRef, useState } from "react";
import { FieldControl } from "@/components/form/field-control";
import { type FormField, type FormValue, toInput } from "@/components/form/form-values";
import { BulkOutcome } from "@/components/table/bulk-outcome";
import { type BulkResult, useBulk } from "@/components/table/use-bulk";
import type { Total } from "@/components/table/use-register-count";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { InlineAlert } from "@/components/ui/inline-alert";
import { Select } from "@/components/ui/select";
import type { RegisterRow } from "@/lib/platform/register/column";

/** How many records may be changed at once. */
const most = 500;

export interface BulkDialogProps {
  concept: string;
  noun: { one: string; many: string };
  fields: readonly FormField[];
  rows: readonly RegisterRow[];
  /** How many the filter leaves. */
  total: Total | null;
  /** Whether the selected rows are all that the filter leaves. */
  whole: boolean;
  /** The filter, for the rest of what it leaves. */
  listed: string;
  /** Hears of the records that were changed. */
  onDone: (ids: readonly string[]) => void;
  onClose: () => void;
}

/** Asks for one field and its value, changes the records, and says for each what became of it. */
export function BulkDialog({
  concept,
  noun,
  fields,
  rows,
  total,
  whole,
  listed,
  onDone,
  onClose,
}: BulkDialogProps) {
  const id = useId();
  const router = useRouter();
  const bulk = useBulk(concept);
  const [key, setKey] = useState(fields[0]?.key ?? "");
  const [value, setValue] = useState<FormValue>(null);
  const [everything, setEverything] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const changed = useRef<readonly string[]>([]);
  // What was changed is selected no longer; without a selection this dialog would be gone before it was read.
  const close = () => {
    onClose();
    onDone(changed.current);
  };
  const field = fields.find((one) => one.key === key);
  const count = everything ? (total?.count ?? 0) : rows.length;
  const words = (n: number) => `${n.toLocaleString("en")} ${n === 1 ? noun.one : noun.many}`;
  if (!field) return null;

  const input = toInput(field, value);
  const run = async (chosen: readonly BulkResult["row"][]) => {
    changed.current = [...changed.current, ...(await bulk.run(chosen, { [key]: input }))];
    router.refresh();
  };
  const start = async () => {
    if (field.required && input === null) return setProblem(`Choose a value for ${field.meta.label}.`);
    const chosen = everything ? await rowsOf(concept, listed) : rows.map(named);
    if (!chosen) return setProblem(`The ${noun.many} could not be read. Try again.`);
    setProblem(null);
    await run(chosen);
  };
  if (bulk.results.length > 0)
    return (
      <Dialog open onClose={close} title={`${field.meta.label} of ${words(bulk.results.length)}`} width="md">
        <BulkOutcome {...bulk} concept={concept} noun={noun} onClose={close} onRetry={run} />
      </Dialog>
    );
  return (
    <Dialog open onClose={close} title={`Change ${words(count)}`} width="md">
      <div className="grid gap-4">
        <div>
          <label htmlFor={`${id}-field`} className="mb-1 block font-medium text-sm">
            Field
          </label>
          <Select
            id={`${id}-field`}
            value={key}
            onChange={(event) => {
              setKey(event.target.value);
              setValue(null);
            }}
          >
            {fields.map((one) => (
              <option key={one.key} value={one.key}>
                {one.meta.label}
              </option>
            ))}
          </Select>
        </div>
        <div>
          <label id={`${id}-value-label`} htmlFor={`${id}-value`} className="mb-1 block font-medium text-sm">
            New {field.meta.label.charAt(0).toLowerCase() + field.meta.label.slice(1)}
          </label>
          <FieldControl
            key={key}
            field={field}
            id={`${id}-value`}
            value={value}
            onChange={setValue}
            onBlur={() => undefined}
            invalid={problem !== null}
            describedBy={problem ? `${id}-problem` : undefined}
            options={field.meta.options}
            load={undefined}
          />
          {field.required ? null : (
            <p className="mt-1 text-ink-faint text-sm">Left empty, what is there now is removed.</p>
          )}
        </div>
        {!whole && total && total.count > rows.length ? (
          <Checkbox
            label={`All ${words(total.count)} that the filter leaves`}
            help={total.count > most ? `At most ${most} at once. Narrow the filter first.` : undefined}
            disabled={total.count > most}
            checked={everything}
            onChange={(event) => setEverything(event.target.checked)}
          />
        ) : null}
        {problem ? (
          <div id={`${id}-problem`}>
            <InlineAlert tone="bad" title={problem} />
          </div>
        ) : null}
        <div className="flex gap-2">
          <Button tone="primary" onClick={start}>
            Change {words(count)}
          </Button>
          <Button onClick={close}>Cancel</Button>
        </div>
      </div>
    </Dialog>
  );
}

function named(row: RegisterRow): BulkResult["row"] {
  return { id: row.id, ref: row.ref, version: row.version, name: String(row["title"] ?? row["name"] ?? "") };
}

async function rowsOf(concept: string, listed: string): Promise<BulkResult["row"][] | null> {
  const found: BulkResult["row"][] = [];
  let cursor: string | null = null;
  do {
    const query: URLSearchParams = new URLSearchParams(listed);
    query.set("limit", "200");
    if (cursor) query.set("cursor", cursor);
    const answer: Response | null = await fetch(`/api/v1/${concept}?${query}`).catch(() => null);
    if (!answer?.ok) return null;
    const page = (await answer.json()) as { rows: RegisterRow[]; next: string | null };
    found.push(...page.rows.map(named));
    cursor = page.next;
  } while (cursor && found.length < most);
  return found.slice(0, most);
}
