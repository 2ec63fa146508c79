"use client";
import { useEffect, useState } from "react";
import { callApi } from "@/components/form/call-api";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import type { RiskMethod } from "@/lib/domain/risks/method";

interface Preview {
  risks: number;
  levels: { level: string; label: string; before: number; after: number }[];
  levelChanged: number;
  newlyAbove: number;
  noLongerAbove: number;
  offScale: number;
  differences: string[];
}

/** What the draft would make of today's risks, asked of the server whenever the draft rests. */
export function PreviewPanel({ method }: { method: RiskMethod }) {
  const preview = usePreview(method);
  if (!preview)
    return (
      <Section title="What it would change">
        <p className="text-ink-soft text-sm">Shown as soon as the draft is complete.</p>
      </Section>
    );
  const { risks, levels, levelChanged, newlyAbove, noLongerAbove, offScale, differences } = preview;
  return (
    <Section
      title="What it would change"
      description={`Of ${risks} risks that are not closed. Nothing is saved yet.`}
    >
      <div aria-live="polite">
        <ul className="list-disc pl-5 text-sm">
          <li>{levelChanged} would have another level.</li>
          <li>
            {newlyAbove} would go above appetite, {noLongerAbove} would come within it.
          </li>
          <li>
            {offScale} would be off the scale and need a new score; until then they show the old one as such.
          </li>
        </ul>
        <SimpleTable
          label="Risks by level, now and under the draft"
          columns={[
            { key: "level", label: "Level" },
            { key: "before", label: "Now", align: "right" },
            { key: "after", label: "Under the draft", align: "right" },
          ]}
          rows={levels.map(({ level, label, before, after }) => ({
            key: level,
            cells: { level: label, before, after },
          }))}
          empty="No levels."
        />
        <h3 className="mt-3 font-medium text-sm">Differences to the method in force</h3>
        {differences.length === 0 ? <p className="text-ink-soft text-sm">None yet.</p> : null}
        <ul className="list-disc pl-5 text-sm">
          {differences.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      </div>
    </Section>
  );
}

function usePreview(method: RiskMethod): Preview | null {
  const [preview, setPreview] = useState<Preview | null>(null);
  useEffect(() => {
    let current = true;
    const timer = setTimeout(async () => {
      const url = "/api/v1/settings/risk-method/preview";
      const answer = await callApi<Preview>({ method: "POST", url, body: { method } });
      if (current) setPreview(answer.ok ? answer.data : null);
    }, 400);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [method]);
  return preview;
}
