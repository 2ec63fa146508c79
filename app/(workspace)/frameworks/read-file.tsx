"use client";
import { useRouter } from "next/navigation";
import { type ReactNode, useState, useTransition } from "react";
import { type Problem, sendFile } from "@/components/form/call-api";
import { Button } from "@/components/ui/button";
import { FileDrop } from "@/components/ui/file-drop";
import { InlineAlert } from "@/components/ui/inline-alert";

interface ReadFileProps {
  /** The door that takes the file, and the page below which the draft then stands. */
  door: string;
  page: string;
  hint: string;
  accept: string;
  /** What is said beside the file; what is empty is taken from it. */
  given: Readonly<Record<string, string>>;
  /** The fields for that. */
  children: ReactNode;
}

/** Hands in a file that is read as a draft; what keeps it from being read is listed with its lines, and nothing is kept of it. */
export function ReadFile({ door, page, hint, accept, given, children }: ReadFileProps) {
  const router = useRouter();
  const [file, setFile] = useState<File | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [pending, startTransition] = useTransition();
  const read = () =>
    startTransition(async () => {
      if (!file) return;
      setProblem(null);
      const said = Object.entries(given).filter(([, value]) => value.trim() !== "");
      const query = new URLSearchParams({ name: file.name, ...Object.fromEntries(said) });
      const answer = await sendFile<{ id: string }>(`${door}?${query}`, file);
      if (answer.ok) router.push(`${page}/${answer.data.id}`);
      else setProblem(answer.problem);
    });
  return (
    <div className="grid max-w-3xl gap-4">
      <FileDrop
        file={file}
        onFile={(next) => {
          setFile(next);
          setProblem(null);
        }}
        words="Drop a file here, or choose one"
        hint={hint}
        accept={accept}
      />
      {children}
      {problem ? (
        <InlineAlert tone="critical" title="The file cannot be read as it is. Nothing was written." live>
          <ul className="list-disc pl-4">
            {(problem.errors?.length ? problem.errors : [{ message: problem.detail }]).map(({ message }) => (
              <li key={message}>{message}</li>
            ))}
          </ul>
        </InlineAlert>
      ) : null}
      <div>
        <Button
          tone="primary"
          onClick={read}
          pending={pending}
          reason={file ? undefined : "Choose a file first."}
        >
          Read file
        </Button>
      </div>
    </div>
  );
}
