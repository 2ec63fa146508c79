"use client";
import { useContext, useEffect, useRef, useState } from "react";
import { sendFileInSteps } from "@/components/form/call-api";
import type { FieldControlProps } from "@/components/form/field-control-props";
import { Arriving } from "@/components/form/use-arrivals";
import { FileDrop } from "@/components/ui/file-drop";
import type { Choice } from "@/components/ui/use-choices";
import { sizeWords } from "@/lib/platform/schema/size-words";

interface Arrived {
  id: string;
  name: string;
  size: number;
  sha256: string;
}

/** A field that takes a file: it is sent when it is chosen or dropped, and the form later says what it is. */
export function FileControl({ field, id, value, onChange, onBlur, invalid, describedBy }: FieldControlProps) {
  const held = value as Choice | null;
  const [sending, setSending] = useState<{ name: string; size: number; share: number } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const running = useRef<AbortController>(undefined);
  const arriving = useContext(Arriving);
  useEffect(() => () => running.current?.abort(), []);
  const send = async (file: File) => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    onChange(null);
    setProblem(null);
    const { name, size } = file;
    const progress = (share: number) => setSending({ name, size, share });
    progress(0);
    const to = `/api/v1/${field.meta.concept}/files?${new URLSearchParams({ name })}`;
    const answer = await sendFileInSteps<Arrived>(to, file, progress, controller.signal);
    if (controller.signal.aborted) return true;
    setSending(null);
    if (answer.ok)
      onChange({ id: answer.data.id, name: answer.data.name, detail: sizeWords(answer.data.size) });
    else setProblem(answer.problem.errors?.map(({ message }) => message).join(" ") || answer.problem.detail);
    return answer.ok;
  };
  return (
    <div className="grid gap-1.5">
      <FileDrop
        id={id}
        file={sending ?? held}
        onFile={(file) => {
          if (file) arriving(send(file));
        }}
        words="Drop a file here, or choose one"
        hint="It is sent at once; the form says what it is."
        invalid={invalid || problem !== null}
        describedBy={[describedBy, problem ? `${id}-refused` : ""].filter(Boolean).join(" ") || undefined}
        onBlur={onBlur}
        state={
          sending ? (
            <Sending {...sending} />
          ) : held ? (
            `${held.detail ?? "Arrived"} · choose again to replace it`
          ) : undefined
        }
      />
      <p role="status" className="sr-only">
        {sending ? `Sending ${sending.name}` : held ? `${held.name} has arrived` : ""}
      </p>
      {problem ? (
        <p id={`${id}-refused`} role="alert" className="text-critical text-sm">
          {problem}
        </p>
      ) : null}
    </div>
  );
}

function Sending({ name, size, share }: { name: string; size: number; share: number }) {
  const percent = Math.floor(share * 100);
  return (
    <span className="mt-1 flex items-center gap-3">
      <progress
        aria-label={`Sending ${name}`}
        value={share}
        max={1}
        className="h-1.5 flex-1 overflow-hidden rounded-full accent-accent"
      />
      <span className="text-ink-soft text-xs tabular-nums">
        {percent < 100 ? `${percent} % of ${sizeWords(size)}` : "Being checked"}
      </span>
    </span>
  );
}
