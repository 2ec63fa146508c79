"use client";
import { Plus, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import type { Problem } from "@/components/form/call-api";
import { useAttempt } from "@/components/form/use-attempt";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { IconButton } from "@/components/ui/icon-button";
import { InlineAlert } from "@/components/ui/inline-alert";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";

interface ReturnDialogProps {
  assessment: { id: string; ref: string; version: number };
  questions: readonly { key: string; label: string }[];
}

interface Remark {
  id: number;
  questionKey: string;
  text: string;
}

/** Sends an assessment back with the reason and, at single questions, what is to be mended; what is written stays until it is sent. */
export function ReturnDialog({ assessment: { id, ref, version }, questions }: ReturnDialogProps) {
  const router = useRouter();
  const { send, pending } = useAttempt();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const [remarks, setRemarks] = useState<readonly Remark[]>([]);
  const [problem, setProblem] = useState<Problem | null>(null);
  const reasonId = useId();
  const change = (at: number, fields: Partial<Remark>) =>
    setRemarks(remarks.map((one) => (one.id === at ? { ...one, ...fields } : one)));
  const submit = async () => {
    const named = remarks.filter(({ questionKey }) => questionKey !== "");
    const body = {
      version,
      reason,
      questions: named.map(({ questionKey, text }) => ({ questionKey, text })),
    };
    const result = await send({ method: "POST", url: `/api/v1/assessments/${id}/return`, body });
    if (!result) return;
    if (!result.ok) return setProblem(result.problem);
    setOpen(false);
    toast.good("Sent back. Who answered was told.");
    router.refresh();
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>Return</Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={`Return: ${ref}`} width="lg">
        <form
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          {problem ? (
            <InlineAlert tone="bad" live title={problem.title}>
              {problem.errors?.map(({ message }) => message).join(" ") || problem.detail}
            </InlineAlert>
          ) : null}
          <div>
            <label htmlFor={reasonId} className="font-medium">
              Reason
            </label>
            <Textarea
              id={reasonId}
              required
              maxLength={2_000}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          </div>
          {remarks.map(({ id: at, questionKey, text }, index) => (
            <fieldset key={at} className="grid gap-2 rounded-lg border border-line p-3">
              <legend className="sr-only">{`Question ${index + 1} to mend`}</legend>
              <div className="flex items-center gap-2">
                <Select
                  aria-label={`Question ${index + 1} to mend`}
                  required
                  value={questionKey}
                  onChange={(event) => change(at, { questionKey: event.target.value })}
                  className="min-w-0 flex-1"
                >
                  <option value="">Choose a question</option>
                  {questions.map(({ key, label }) => (
                    <option key={key} value={key}>
                      {label}
                    </option>
                  ))}
                </Select>
                <IconButton
                  label={`Take question ${index + 1} away`}
                  onClick={() => setRemarks(remarks.filter((one) => one.id !== at))}
                >
                  <X aria-hidden="true" className="size-4" />
                </IconButton>
              </div>
              <Textarea
                aria-label={`What is to be mended at question ${index + 1}`}
                placeholder="What is to be mended"
                required
                maxLength={2_000}
                value={text}
                onChange={(event) => change(at, { text: event.target.value })}
              />
            </fieldset>
          ))}
          <div className="flex flex-wrap gap-2">
            <Button type="submit" tone="primary" pending={pending}>
              Return assessment
            </Button>
            <Button
              onClick={() =>
                setRemarks([...remarks, { id: (remarks.at(-1)?.id ?? 0) + 1, questionKey: "", text: "" }])
              }
            >
              <Plus aria-hidden="true" className="size-4" />
              Name a question
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}
