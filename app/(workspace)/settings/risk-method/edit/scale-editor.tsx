import { Plus, X } from "lucide-react";
import { Section } from "@/components/layout/section";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import type { RiskMethod } from "@/lib/domain/risks/method";
import type { Scale } from "./draft";
import { type Problems, ProblemText } from "./problem-text";

interface ScaleEditorProps {
  scale: Scale;
  steps: RiskMethod[Scale];
  problems: Problems;
  onChange: (steps: RiskMethod[Scale]) => void;
}

const titles: Record<Scale, string> = { likelihood: "Likelihood", impact: "Impact" };

/** The steps of one scale, from low to high: between three and seven, each with its word and meaning. */
export function ScaleEditor({ scale, steps, problems, onChange }: ScaleEditorProps) {
  const title = titles[scale];
  const set = (index: number, change: Partial<RiskMethod[Scale][number]>) =>
    onChange(steps.map((step, i) => (i === index ? { ...step, ...change } : step)));
  return (
    <Section
      title={title}
      description="From low to high, three to seven steps. Every score keeps the words it was made with."
      actions={
        <Button
          size="sm"
          reason={steps.length >= 7 ? "A scale has at most seven steps." : undefined}
          onClick={() => onChange([...steps, { label: "", meaning: "" }])}
        >
          <Plus aria-hidden="true" className="size-4" />
          Add step
        </Button>
      }
    >
      <ol className="grid gap-2">
        {steps.map(({ label, meaning }, i) => {
          const path = `method.${scale}.${i}`;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a step is known by its place alone.
            <li key={i} className="grid grid-cols-[1.25rem_minmax(0,9rem)_minmax(0,1fr)_2rem] gap-2">
              <span className="pt-1.5 text-ink-soft text-sm tabular-nums">{i + 1}</span>
              <span>
                <Input
                  aria-label={`${title} ${i + 1}: word`}
                  value={label}
                  maxLength={40}
                  aria-invalid={problems[`${path}.label`] ? true : undefined}
                  onChange={({ target }) => set(i, { label: target.value })}
                />
                <ProblemText words={problems[`${path}.label`] && "Give the step a word."} />
              </span>
              <Input
                aria-label={`${title} ${i + 1}: meaning`}
                value={meaning}
                maxLength={300}
                onChange={({ target }) => set(i, { meaning: target.value })}
              />
              <IconButton
                label={`Remove ${title.toLowerCase()} ${i + 1} ${label}`}
                disabled={steps.length <= 3}
                onClick={() => onChange(steps.filter((_, index) => index !== i))}
              >
                <X aria-hidden="true" className="size-4" />
              </IconButton>
            </li>
          );
        })}
      </ol>
    </Section>
  );
}
