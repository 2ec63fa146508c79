"use client";
import { type ReactNode, useState, useTransition } from "react";
import type { Problem } from "@/components/form/call-api";
import { Button } from "@/components/ui/button";
import { FileDrop } from "@/components/ui/file-drop";
import { InlineAlert } from "@/components/ui/inline-alert";

interface HandInFileProps {
  hint: string;
  accept: string;
  /** The verb on the button. */
  submit: string;
  /** Sends the file, and goes on where it was taken; returns what keeps it from being read. */
  send: (file: File) => Promise<Problem | null>;
  /** What is said beside the file. */
  children?: ReactNode;
}

/** Hands in a file as a whole or not at all; what keeps it from being read is listed with its lines. */
export function HandInFile({ hint, accept, submit, send, children }: HandInFileProps) {
  const [file, setFile] = useState<File | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [pending, startTransition] = useTransition();
  const read = () =>
    startTransition(async () => {
      if (!file) return;
      setProblem(null);
      const found = await send(file);
      setProblem(found);
      if (!found) setFile(null);
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
          {submit}
        </Button>
      </div>
    </div>
  );
}
