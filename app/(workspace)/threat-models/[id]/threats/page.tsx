import type { Metadata } from "next";
import { FilterForm } from "@/components/form/filter-form";
import { PageBody } from "@/components/layout/page-body";
import { drifts, threatStates } from "@/lib/domain/threat-models/record/schema";
import { categories, families } from "@/lib/domain/threat-models/schema";
import { ModelFrame } from "../model-frame";
import { modelOf, namesIn, type ShownThreat, threatsOf } from "../read-model";
import { AddThreat } from "./add-threat";
import { ThreatList } from "./threat-list";

interface ThreatsPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const keys = ["q", "state", "element", "family", "category", "drift"] as const;

export async function generateMetadata({ params }: ThreatsPageProps): Promise<Metadata> {
  return { title: `Threats of ${(await modelOf((await params).id)).ref}` };
}

/** The threats of a model, narrowed down by state, element, family, category or words; decided one by one or several at once. */
export default async function ThreatsPage({ params, searchParams }: ThreatsPageProps) {
  const { id } = await params;
  const given = await searchParams;
  const filters: Partial<Record<(typeof keys)[number], string>> = Object.fromEntries(
    keys.flatMap((key) => (typeof given[key] === "string" && given[key] ? [[key, given[key]]] : [])),
  );
  const [model, threats] = [await modelOf(id), await threatsOf(id)];
  const nameOf = namesIn(model.drawing);
  const rows = threats.filter((threat) => fits(threat, filters));
  const elements = [...new Set(threats.flatMap(({ elementIds }) => elementIds.slice(0, 1)))];
  return (
    <ModelFrame model={model} current="/threats">
      <PageBody>
        <FilterForm
          of="the threats"
          placeholder="Search words, a rule, LLM01:2026"
          filters={filters}
          choices={[
            { name: "state", all: "All states", options: threatStates },
            {
              name: "element",
              all: "All elements and flows",
              options: elements
                .map((value) => ({ value, label: nameOf(value) }))
                .sort((a, b) => a.label.localeCompare(b.label)),
            },
            { name: "family", all: "All families", options: families },
            {
              name: "category",
              all: "All categories",
              options: categories.map((value) => ({ value, label: value })),
            },
            { name: "drift", all: "Changed or not", options: drifts },
          ]}
          home={`/threat-models/${id}/threats`}
        />
        <ThreatList
          modelId={id}
          title={
            rows.length === threats.length
              ? `${rows.length} threats`
              : `${rows.length} of ${threats.length} threats`
          }
          can={{ decide: model.can.decide, accept: model.can.accept }}
          add={model.can.edit ? <AddThreat modelId={id} reference={model.ref} /> : null}
          rows={rows.map(
            ({
              id: threat,
              ref,
              version,
              title,
              state,
              drift,
              category,
              elementIds,
              reason,
              until,
              risks,
            }) => ({
              ...{ id: threat, ref, version, title, state, drift, category, reason, until },
              on: elementIds.slice(0, 1).map(nameOf).join(""),
              risks: risks.map((risk) => risk.ref).join(", "),
            }),
          )}
        />
      </PageBody>
    </ModelFrame>
  );
}

function fits(
  threat: ShownThreat,
  { q, element, ...wanted }: Partial<Record<(typeof keys)[number], string>>,
) {
  const { ref, title, ruleId, sources, elementIds, state, family, category, drift } = threat;
  const text = [ref, title, ruleId, ...sources.map((source) => source.id)].join(" ").toLowerCase();
  const words = (q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const values: Record<string, string | null> = { state, family, category, drift };
  return (
    words.every((word) => text.includes(word)) &&
    (!element || elementIds.includes(element)) &&
    Object.entries(wanted).every(([key, value]) => values[key] === value)
  );
}
