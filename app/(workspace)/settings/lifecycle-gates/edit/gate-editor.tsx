"use client";
import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { useApi } from "@/components/form/use-api";
import { Section } from "@/components/layout/section";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { InlineAlert } from "@/components/ui/inline-alert";
import { Textarea } from "@/components/ui/textarea";
import type { LifecycleGates } from "@/lib/domain/inventory/systems/gates/schema";
import { stages } from "@/lib/domain/inventory/systems/options/schema";
import { type Library, StageEditor } from "./stage-editor";

interface GateEditorProps {
  gates: LifecycleGates;
  version: number;
  library: Library;
}

/** Edits the conditions before each stage; nothing typed is lost when the server refuses. */
export function GateEditor({ gates: held, version, library }: GateEditorProps) {
  const router = useRouter();
  const id = useId();
  const [draft, setDraft] = useState(held);
  const [reason, setReason] = useState("");
  const [problems, setProblems] = useState<Record<string, string>>({});
  const [refusal, setRefusal] = useState<string | null>(null);
  const { send, pending } = useApi();
  const save = async () => {
    if (!reason.trim()) return setProblems({ reason: "Write why the gates change." });
    const body = { version, gates: draft, reason };
    const url = "/api/v1/settings/lifecycle-gates";
    const answer = await send({ method: "PUT", url, body, success: "Gates saved." });
    if (answer.ok) return router.push("/settings/lifecycle-gates");
    const { errors = [], detail, title } = answer.problem;
    setProblems(Object.fromEntries(errors.map(({ path, message }) => [path, message])));
    setRefusal(detail ?? title);
  };
  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {stages.map(({ value: stage, label }) => (
        <StageEditor
          key={stage}
          title={label}
          path={`gates.${stage}`}
          conditions={draft[stage]}
          library={library}
          problems={problems}
          onChange={(conditions) => setDraft({ ...draft, [stage]: conditions })}
        />
      ))}
      <Section title="Save as a new version">
        {refusal ? <InlineAlert tone="bad" title={refusal} live /> : null}
        <label htmlFor={id} className="text-sm">
          Reason
        </label>
        <Textarea
          id={id}
          className="mt-1"
          value={reason}
          maxLength={2000}
          aria-invalid={problems["reason"] ? true : undefined}
          aria-describedby={problems["reason"] ? `${id}-problem` : undefined}
          onChange={({ target }) => setReason(target.value)}
        />
        {problems["reason"] ? (
          <span id={`${id}-problem`} className="mt-1 block text-critical text-sm">
            {problems["reason"]}
          </span>
        ) : null}
        <div className="mt-3 flex gap-2">
          <Button type="submit" tone="primary" pending={pending}>
            Save gates
          </Button>
          <ButtonLink href="/settings/lifecycle-gates">Cancel</ButtonLink>
        </div>
      </Section>
    </form>
  );
}
