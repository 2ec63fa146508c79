"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Section } from "@/components/layout/section";
import type { RiskMethod } from "@/lib/domain/risks/method";
import { Matrix } from "../matrix";
import { CategoryEditor } from "./category-editor";
import { withSteps } from "./draft";
import { LevelEditor } from "./level-editor";
import { PreviewPanel } from "./preview-panel";
import { AcceptorSection, SaveSection } from "./save-section";
import { ScaleEditor } from "./scale-editor";
import { TwoVersions } from "./two-versions";
import { useMethodDraft } from "./use-method-draft";

interface MethodEditorProps {
  method: RiskMethod;
  version: number;
  used: Readonly<Record<string, number>>;
}

/** Edits the scales, levels, categories and appetite, and shows at every change what it would do to today's risks. */
export function MethodEditor({ method: held, version, used }: MethodEditorProps) {
  const router = useRouter();
  const [reason, setReason] = useState("");
  const edit = useMethodDraft(held, version, () => router.push("/settings/risk-method"));
  const { draft, setDraft, moves, setMoves, problems, theirs, pending } = edit;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        edit.save(reason);
      }}
    >
      {theirs ? (
        <TwoVersions base={held} mine={draft} theirs={theirs.method} onChoose={edit.resolve} />
      ) : null}
      <div className="grid items-start gap-4 xl:grid-cols-2">
        {(["likelihood", "impact"] as const).map((scale) => (
          <ScaleEditor
            key={scale}
            scale={scale}
            steps={draft[scale]}
            problems={problems}
            onChange={(steps) => setDraft(withSteps(draft, scale, steps))}
          />
        ))}
        <LevelEditor method={draft} problems={problems} onChange={setDraft} />
        <Section title="Matrix" description="The level of every likelihood with every impact.">
          <Matrix {...draft} />
        </Section>
        <CategoryEditor
          categories={draft.categories}
          held={held.categories}
          used={used}
          moves={moves}
          problems={problems}
          onChange={(categories) => setDraft({ ...draft, categories })}
          onMove={setMoves}
        />
        <PreviewPanel method={draft} />
        <AcceptorSection
          role={draft.aboveAppetiteRole}
          onChange={(aboveAppetiteRole) => setDraft({ ...draft, aboveAppetiteRole })}
        />
        <SaveSection reason={reason} problems={problems} pending={pending} onReason={setReason} />
      </div>
    </form>
  );
}
