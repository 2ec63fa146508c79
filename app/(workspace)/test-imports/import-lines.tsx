"use client";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { callApi, newKey } from "@/components/form/call-api";
import { Section } from "@/components/layout/section";
import { Button } from "@/components/ui/button";
import { OptionBadge } from "@/components/ui/option-badge";
import { ProgressBar } from "@/components/ui/progress-bar";
import { importStates } from "@/lib/domain/test-runs/runs/schema";
import { type ImportLine, useImportLines } from "./use-import-lines";

interface ImportLinesProps {
  title: string;
  /** Those that are shown; the newest where absent. */
  ids: string | null;
  initial: readonly ImportLine[];
}

/** Files of results on their way in, each with how far it is, what it would do, and what to do where it cannot be read. */
export function ImportLines({ title, ids, initial }: ImportLinesProps) {
  const router = useRouter();
  const { lines, lost, look } = useImportLines(ids, initial);
  const [refused, setRefused] = useState<Readonly<Record<string, string>>>({});
  const [applying, setApplying] = useState(false);
  const ready = lines.filter(({ can }) => can.apply);
  const busy = lines.filter(({ state }) => state === "checking" || state === "applying").length;
  const apply = async (wanted: readonly ImportLine[]) => {
    setApplying(true);
    for (const { id } of wanted) {
      const answer = await callApi({
        method: "POST",
        url: `/api/v1/test-imports/${id}/apply`,
        key: newKey(),
      });
      setRefused(({ [id]: _, ...others }) =>
        answer.ok ? others : { ...others, [id]: answer.problem.detail },
      );
    }
    await look();
    setApplying(false);
    router.refresh();
  };
  return (
    <Section
      title={title}
      description="Each file is by itself: one that cannot be read stops no other. Nothing is written before it is applied."
      flush
      actions={
        ready.length > 1 ? (
          <Button size="sm" tone="primary" pending={applying} onClick={() => void apply(ready)}>
            Apply all {ready.length} that were read
          </Button>
        ) : null
      }
    >
      <p role="status" className="px-4 py-2 text-ink-soft text-sm">
        {lost
          ? "The server does not answer; the work goes on. Trying again…"
          : busy > 0
            ? `${busy} of ${lines.length} files are being read or written.`
            : lines.length === 0
              ? "Nothing was handed in yet."
              : "No file is being read or written."}
      </p>
      <ul aria-label="Files of results" className="grid divide-y divide-line border-line border-t">
        {lines.map((line) => (
          <li key={line.id} className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3">
            <div className="grid min-w-0 flex-1 basis-64 gap-1">
              <Link
                href={`/test-imports/${line.id}`}
                prefetch={false}
                className="truncate font-medium hover:underline"
              >
                {line.fileName}
              </Link>
              <span className="text-ink-soft text-sm">
                {[line.system.name, line.modelVersion && `version ${line.modelVersion}`, line.format]
                  .filter(Boolean)
                  .join(" · ")}
              </span>
              <LineState line={line} problem={refused[line.id] ?? null} />
            </div>
            <OptionBadge options={importStates} value={line.state} />
            {line.can.apply ? (
              <Button
                size="sm"
                pending={applying}
                aria-label={`Apply: ${line.fileName}`}
                onClick={() => void apply([line])}
              >
                Apply
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function LineState({ line, problem }: { line: ImportLine; problem: string | null }) {
  const { state, message, effects, job, fileName, notes, runId } = line;
  if (problem) return <span className="text-critical text-sm">{problem}</span>;
  if (state === "checking" || state === "applying")
    return job && job.total > 0 ? (
      <ProgressBar
        compact
        label={`${state === "checking" ? "Reading" : "Writing"} ${fileName}`}
        value={job.done}
        of={job.total}
      />
    ) : (
      <span className="text-ink-soft text-sm">Waiting for its turn…</span>
    );
  if (state === "failed" || state === "cancelled")
    return (
      <span className={state === "failed" ? "break-words text-critical text-sm" : "text-sm"}>
        {message} Nothing was written.{" "}
        <Link href="/test-runs/new" className="underline underline-offset-2">
          Choose a file again
        </Link>
      </span>
    );
  const moved = effects ? effectsInWords(effects) : null;
  return (
    <span className="text-sm">
      {state === "unchanged"
        ? "The same results of this system are known, so nothing changed."
        : `${state === "checked" ? "It would touch" : "It touched"} ${moved ?? "no finding"}.`}
      {notes > 0 ? ` ${notes} notes on the file.` : ""}{" "}
      {runId ? (
        <Link href={`/test-runs/${runId}`} prefetch={false} className="underline underline-offset-2">
          Open the run
        </Link>
      ) : null}
    </span>
  );
}

const words: readonly (readonly [string, string])[] = [
  ["create", "created"],
  ["update", "updated"],
  ["reopen", "reopened"],
  ["close", "closed"],
  ["not-reproduced", "not reproduced"],
  ["held", "left as decided"],
];

function effectsInWords(effects: Readonly<Record<string, number>>): string {
  const told = words.flatMap(([key, word]) => (effects[key] ? [`${effects[key]} ${word}`] : []));
  return told.length > 0 ? `findings: ${told.join(", ")}` : "no finding";
}
