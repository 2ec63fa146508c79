"use client";
import { useId, useRef, useState } from "react";
import { askTry, type Tried } from "@/app/(workspace)/threat-rules/ask-try";
import { TriedTable } from "@/app/(workspace)/threat-rules/tried-table";
import { Section } from "@/components/layout/section";
import { Button } from "@/components/ui/button";
import { Combobox } from "@/components/ui/combobox";
import { InlineAlert } from "@/components/ui/inline-alert";
import { Textarea } from "@/components/ui/textarea";
import type { Choice } from "@/components/ui/use-choices";

/** Finds threat models by their words. */
async function loadModels(query: string, signal: AbortSignal): Promise<readonly Choice[]> {
  const asked = new URLSearchParams({ limit: "20", ...(query ? { q: query } : {}) });
  const answer = await fetch(`/api/v1/threat-models?${asked}`, { signal });
  if (!answer.ok) throw new Error(`Threat models answered ${answer.status}.`);
  const { rows } = (await answer.json()) as { rows: { id: string; ref: string; title: string }[] };
  return rows.map(({ id, ref, title }) => ({ id, name: `${ref} ${title}` }));
}

/** Tries a rule before it is saved: in a stored model, or for facts that are written down. */
export function TryBox({ types, condition }: { types: readonly string[]; condition: string }) {
  const id = useId();
  const [model, setModel] = useState<Choice | null>(null);
  const [facts, setFacts] = useState("");
  const [pending, setPending] = useState(false);
  const [told, setTold] = useState<Tried | { problem: string } | null>(null);
  const round = useRef(0);
  const missing = types.length === 0 || condition.trim() === "" || (model === null && facts.trim() === "");
  const attempt = async () => {
    round.current += 1;
    const mine = round.current;
    setPending(true);
    const answer = await askTry({
      ...{ types: types.join(","), condition },
      ...(model ? { threatModelId: model.id } : { facts }),
    });
    if (round.current !== mine) return;
    setPending(false);
    setTold(answer);
  };
  return (
    <Section title="Try it" description="Nothing is saved by trying.">
      <div className="grid gap-3">
        <div className="grid max-w-96 gap-1 text-sm">
          <span id={`${id}-model-label`}>Threat model</span>
          <Combobox
            id={`${id}-model`}
            labelledBy={`${id}-model-label`}
            value={model}
            onChange={setModel}
            load={loadModels}
            placeholder="Search threat models"
          />
        </div>
        {model ? null : (
          <div className="grid gap-1 text-sm">
            <label htmlFor={`${id}-facts`}>Or facts of an element, one a line</label>
            <Textarea
              id={`${id}-facts`}
              value={facts}
              maxLength={4_000}
              placeholder={"third_party = yes\nflow.encrypted = no\nsystem.multimodal = unknown"}
              onChange={(event) => setFacts(event.target.value)}
            />
          </div>
        )}
        <div>
          <Button
            onClick={attempt}
            pending={pending}
            reason={
              missing ? "Choose types, write the condition, and choose a model or write facts." : undefined
            }
          >
            Try
          </Button>
        </div>
        <div aria-live="polite">
          {told === null ? null : "problem" in told ? (
            <InlineAlert tone="bad" title={told.problem} />
          ) : (
            <TriedTable tried={told} />
          )}
        </div>
      </div>
    </Section>
  );
}
