import type { Metadata } from "next";
import { FilterForm } from "@/components/form/filter-form";
import { PageBody } from "@/components/layout/page-body";
import { getOrganisation } from "@/lib/domain/organization/settings/queries";
import { drifts, threatStates } from "@/lib/domain/threat-models/record/schema";
import { categories, families } from "@/lib/domain/threat-models/schema";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { dayIn } from "@/lib/platform/time/day";
import { ModelFrame } from "../model-frame";
import { modelOf, namesIn, threatsOf } from "../read-model";
import { AddThreat } from "./add-threat";
import { acceptances, filtersIn, fits, mostShown, titleOf } from "./filters";
import { ThreatList } from "./threat-list";

interface ThreatsPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: ThreatsPageProps): Promise<Metadata> {
  return { title: `Threats of ${(await modelOf((await params).id)).ref}` };
}

/** The threats of a model, narrowed down by state, element, family, category or words; decided one by one or several at once. */
export default async function ThreatsPage({ params, searchParams }: ThreatsPageProps) {
  const { id } = await params;
  const given = await searchParams;
  const filters = filtersIn(given);
  const [model, threats] = [await modelOf(id), await threatsOf(id)];
  const nameOf = namesIn(model.drawing);
  const { timeZone } = await getOrganisation.execute(await requireActor(), {});
  const today = dayIn(timeZone, new Date());
  const rows = threats.filter((threat) => fits(threat, filters, today));
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
            { name: "acceptance", all: "Accepted or not", options: acceptances },
          ]}
          home={`/threat-models/${id}/threats`}
        />
        <ThreatList
          modelId={id}
          title={titleOf(rows.length, threats.length)}
          mayDecide={model.can.decide}
          add={model.can.edit ? <AddThreat modelId={id} reference={model.ref} /> : null}
          rows={rows
            .slice(0, mostShown)
            .map(
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
                acceptance,
              }) => ({
                ...{ id: threat, ref, version, title, state, drift, category, reason, until },
                asked: acceptance.asked?.until ?? null,
                on: elementIds.slice(0, 1).map(nameOf).join(""),
                risks: risks.map((risk) => risk.ref).join(", "),
              }),
            )}
        />
      </PageBody>
    </ModelFrame>
  );
}
