import { X } from "lucide-react";
import { toneOf } from "@/components/domain/band";
import { Section } from "@/components/layout/section";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import type { Level, RiskMethod } from "@/lib/domain/risks/method";
import { unusedLevels, withLevel, withTop } from "./draft";
import { type Problems, ProblemText } from "./problem-text";

interface LevelEditorProps {
  method: RiskMethod;
  problems: Problems;
  onChange: (method: RiskMethod) => void;
}

/** Which scores have which level, what it is called, and how often its risks are reviewed. */
export function LevelEditor({ method, problems, onChange }: LevelEditorProps) {
  const { bands } = method;
  return (
    <Section
      title="Levels"
      description="Together they cover every score; the last one ends at the highest."
      actions={unusedLevels(method).map((level) => (
        <Button key={level} size="sm" onClick={() => onChange(withLevel(method, level, true))}>
          Add {level}
        </Button>
      ))}
    >
      <ul className="grid gap-2">
        {bands.map((band, i) => (
          <LevelRow
            key={band.level}
            index={i}
            method={method}
            problem={problems[`method.bands.${i}.label`]}
            onChange={onChange}
          />
        ))}
      </ul>
      <ProblemText words={problems["method.bands"]} />
    </Section>
  );
}

interface LevelRowProps {
  index: number;
  method: RiskMethod;
  problem: string | undefined;
  onChange: (method: RiskMethod) => void;
}

function LevelRow({ index, method, problem, onChange }: LevelRowProps) {
  const { bands, reviewDays } = method;
  const band = bands[index];
  if (!band) return null;
  const { level, label, from, to } = band;
  const last = index === bands.length - 1;
  return (
    <li className="grid grid-cols-[minmax(0,7rem)_minmax(0,1fr)_5rem_6rem_2rem] items-start gap-2">
      <span className="pt-1">
        <Badge tone={toneOf(band)}>{label || level}</Badge>
      </span>
      <span>
        <Input
          aria-label={`Word for the level ${level}`}
          value={label}
          maxLength={40}
          aria-invalid={problem ? true : undefined}
          onChange={({ target }) => onChange({ ...method, bands: rename(bands, level, target.value) })}
        />
        <ProblemText words={problem && "Give the level a word."} />
      </span>
      <span className="text-ink-faint text-xs">
        {from} to
        <Input
          type="number"
          aria-label={`${label}: highest score`}
          value={to}
          readOnly={last}
          min={from}
          onChange={({ target }) => onChange(withTop(method, level, Number(target.value)))}
        />
      </span>
      <span className="text-ink-faint text-xs">
        Review days
        <Input
          type="number"
          aria-label={`${label}: days between reviews`}
          min={1}
          value={reviewDays[level] || ""}
          onChange={({ target }) =>
            onChange({ ...method, reviewDays: { ...reviewDays, [level]: Number(target.value) } })
          }
        />
      </span>
      <IconButton
        label={`Remove the level ${label}`}
        disabled={bands.length <= 2}
        onClick={() => onChange(withLevel(method, level, false))}
      >
        <X aria-hidden="true" className="size-4" />
      </IconButton>
    </li>
  );
}

function rename(bands: RiskMethod["bands"], level: Level, label: string): RiskMethod["bands"] {
  return bands.map((band) => (band.level === level ? { ...band, label } : band));
}
