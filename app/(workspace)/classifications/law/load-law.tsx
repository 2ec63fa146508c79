"use client";
import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import type { Problem } from "@/components/form/call-api";
import { useApi } from "@/components/form/use-api";
import { Button } from "@/components/ui/button";
import { InlineAlert } from "@/components/ui/inline-alert";
import { Input } from "@/components/ui/input";

const files = [
  { key: "tree", label: "Decision tree (CSV)" },
  { key: "requirements", label: "Requirements (CSV)" },
] as const;

/** Loads either file or both as a draft; what is wrong with them is said before anything is kept. */
export function LoadLaw() {
  const id = useId();
  const router = useRouter();
  const { send, pending } = useApi();
  const [edition, setEdition] = useState("");
  const [note, setNote] = useState("");
  const [chosen, setChosen] = useState<Partial<Record<"tree" | "requirements", string>>>({});
  const [problem, setProblem] = useState<Problem | null>(null);
  const load = async () => {
    const body = { edition, note: note.trim() || null, ...chosen };
    const result = await send<{ id: string }>({ method: "POST", url: "/api/v1/laws", body, quiet: true });
    if (result.ok) router.push(`/classifications/law/${result.data.id}`);
    else setProblem(result.problem);
  };
  return (
    <form
      className="grid max-w-2xl gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void load();
      }}
    >
      {problem ? (
        <InlineAlert tone="bad" live title={problem.errors?.length ? "Nothing was loaded." : problem.title}>
          {problem.errors?.length ? (
            <ul>
              {problem.errors.map(({ path, message }) => (
                <li key={path + message} className="whitespace-pre-line">
                  {message}
                </li>
              ))}
            </ul>
          ) : (
            problem.detail
          )}
        </InlineAlert>
      ) : null}
      <div className="grid gap-1">
        <label htmlFor={`${id}-edition`} className="font-medium text-sm">
          Edition
        </label>
        <Input
          id={`${id}-edition`}
          value={edition}
          maxLength={100}
          placeholder="2027-03-01"
          onChange={(event) => setEdition(event.target.value)}
        />
      </div>
      <div className="grid gap-1">
        <label htmlFor={`${id}-note`} className="font-medium text-sm">
          Note <span className="font-normal text-ink-faint">(optional)</span>
        </label>
        <Input
          id={`${id}-note`}
          value={note}
          maxLength={2_000}
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
      {files.map(({ key, label }) => (
        <div key={key} className="grid gap-1">
          <label htmlFor={`${id}-${key}`} className="font-medium text-sm">
            {label} <span className="font-normal text-ink-faint">(left out: as in force)</span>
          </label>
          <input
            id={`${id}-${key}`}
            type="file"
            accept=".csv,text/csv"
            className="text-sm"
            onChange={async (event) => {
              const text = await event.target.files?.[0]?.text();
              setChosen(({ [key]: _old, ...others }) =>
                text === undefined ? others : { ...others, [key]: text },
              );
            }}
          />
        </div>
      ))}
      <Button type="submit" tone="primary" pending={pending} className="w-fit">
        Load as draft
      </Button>
    </form>
  );
}
