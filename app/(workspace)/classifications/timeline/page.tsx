import { orNotFound } from "@/app/(workspace)/or-not-found";
import { FilterForm } from "@/components/form/filter-form";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { InlineAlert } from "@/components/ui/inline-alert";
import { dutyTimeline } from "@/lib/domain/duties/queries/timeline";
import { dutyStates } from "@/lib/domain/duties/schema";
import { outcomeOptions } from "@/lib/domain/obligations/schema";
import { chooseUnits } from "@/lib/domain/organization/units/queries";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { capitalised } from "@/lib/platform/schema/capitalised";
import { ClassificationTabs } from "../classification-tabs";
import { DatesFigure } from "./dates-figure";
import { DutyRows } from "./duty-rows";

export const metadata = { title: "EU AI Act timeline" };

interface TimelinePageProps {
  searchParams: Promise<Record<string, string | undefined>>;
}

/** What the EU AI Act asks of all AI systems of a unit and below, by the day from which it can have effect. */
export default async function TimelinePage({ searchParams }: TimelinePageProps) {
  const actor = await requireActor();
  const { date, ...given } = await searchParams;
  const asked = Object.fromEntries(Object.entries(given).filter(([, value]) => value));
  const [read, { choices }] = await orNotFound(
    Promise.all([dutyTimeline.receive(actor, asked), chooseUnits.execute(actor, { limit: 200 })]),
  );
  const { unit, systems, rows, all, dates, today, roles, classes } = read;
  const shown = date ? rows.filter(({ practicalFrom }) => (practicalFrom ?? "none") === date) : rows;
  return (
    <>
      <PageHeader
        title="EU AI Act timeline"
        trail={[{ href: "/classifications", label: "EU AI Act" }]}
        description={`${rows.length} of ${all} duties of ${systems.all} AI systems of ${unit.name} and below, by the day from which each can have effect.`}
      />
      <ClassificationTabs current="timeline" />
      <PageBody>
        {systems.unclassified + systems.unsigned > 0 ? (
          <InlineAlert
            tone="warn"
            title={`${systems.unclassified} systems are not classified and show no duties here; ${systems.unsigned} are classified without a valid signature.`}
          >
            <a href="/classifications?unsigned=true" className="text-accent hover:underline">
              See which
            </a>
          </InlineAlert>
        ) : null}
        <FilterForm
          of="the timeline"
          filters={asked}
          choices={[
            {
              ...{ name: "unitId", all: "All units" },
              options: choices.map(({ id, name }) => ({ value: id, label: name })),
            },
            {
              ...{ name: "role", all: "All roles" },
              options: roles.map((role) => ({ value: role, label: capitalised(role) })),
            },
            {
              ...{ name: "riskClass", all: "All classes" },
              options: outcomeOptions.filter(({ value }) => classes.includes(value)),
            },
            { name: "state", all: "Open or not", options: dutyStates },
          ]}
          home="/classifications/timeline"
        />
        <DatesFigure dates={dates} today={today} asked={asked} chosen={date ?? null} />
        <DutyRows rows={shown} date={date ?? null} />
      </PageBody>
    </>
  );
}
