"use client";
import { useState } from "react";
import { useApi } from "@/components/form/use-api";
import { Section } from "@/components/layout/section";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { adoptionModes } from "@/lib/domain/risk-catalogue/schema";
import { AdoptionRows, type Row } from "./adoption-rows";
import { type SuggestedSystem, SystemChoice } from "./system-choice";

interface AdoptFormProps {
  entries: readonly { key: string; title: string }[];
  systems: readonly SuggestedSystem[];
  systemId: string | null;
}

/** Systems, how many risks, a look at what would be added, and the result row by row. */
export function AdoptForm({ entries, systems, systemId }: AdoptFormProps) {
  const [chosen, setChosen] = useState<readonly string[]>(systemId ? [systemId] : []);
  const [mode, setMode] = useState("each");
  const units = [...new Map(systems.map(({ unit }) => [unit.id, unit.name]))];
  const [unitId, setUnitId] = useState(units[0]?.[0] ?? "");
  const [rows, setRows] = useState<readonly Row[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { send, pending } = useApi();
  const call = async (what: "preview" | "adopt") => {
    const body = {
      entries: entries.map(({ key }) => key),
      systemIds: chosen,
      mode,
      ...(mode === "shared" ? { unitId } : {}),
    };
    const url = `/api/v1/risk-catalogue/${what}`;
    const answer = await send<{ rows: Row[] }>({ method: "POST", url, body, quiet: true });
    setRows(answer.ok ? answer.data.rows : null);
    setProblem(answer.ok ? null : (answer.problem.errors?.[0]?.message ?? answer.problem.detail));
  };
  const again = (change: () => void) => {
    setRows(null);
    change();
  };
  const adding = rows?.filter(({ state }) => state === "would-add").length ?? 0;
  return (
    <div className="grid gap-4">
      <SystemChoice
        systems={systems}
        chosen={chosen}
        onChoose={(ids) => again(() => setChosen(ids))}
        entries={entries.length}
      />
      <Section title="How many risks">
        <div className="grid gap-2">
          {adoptionModes.map(({ value, label, help }) => (
            <label key={value} className="flex items-start gap-2 text-sm">
              <input
                type="radio"
                name="mode"
                checked={mode === value}
                onChange={() => again(() => setMode(value))}
                className="mt-1 accent-(--accent-fill)"
              />
              <span>
                {label} <span className="text-ink-soft">{help}</span>
              </span>
            </label>
          ))}
          {mode === "shared" ? (
            <Select
              aria-label="Business unit that keeps the risk"
              value={unitId}
              onChange={({ target }) => again(() => setUnitId(target.value))}
              className="max-w-80"
            >
              {units.map(([id, name]) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          ) : null}
        </div>
        {problem ? (
          <p role="alert" className="mt-2 text-critical text-sm">
            {problem}
          </p>
        ) : null}
        <div className="mt-3 flex gap-2">
          <Button pending={pending} onClick={() => call("preview")}>
            Preview
          </Button>
          {adding > 0 ? (
            <Button tone="primary" pending={pending} onClick={() => call("adopt")}>
              {adding === 1 ? "Add 1 risk" : `Add ${adding} risks`}
            </Button>
          ) : null}
        </div>
      </Section>
      {rows ? <AdoptionRows rows={rows} /> : null}
    </div>
  );
}
