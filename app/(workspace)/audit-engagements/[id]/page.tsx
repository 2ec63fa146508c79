import type { Metadata } from "next";
import Link from "next/link";
import { cache } from "react";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { HistoryTimeline } from "@/components/domain/history-timeline";
import { ActButton } from "@/components/form/act-button";
import { Facts } from "@/components/layout/facts";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { DateText } from "@/components/ui/date-text";
import { OptionBadge } from "@/components/ui/option-badge";
import { getEngagement, getEngagementHistory } from "@/lib/domain/audit-packs/engagements/queries";
import { engagementStates, openedOptions } from "@/lib/domain/audit-packs/engagements/schema";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { ReadsSection } from "./reads-section";

interface EngagementPageProps {
  params: Promise<{ id: string }>;
}

const engagementOf = cache(async (id: string) =>
  orNotFound(getEngagement.execute(await requireActor(), { id })),
);

export async function generateMetadata({ params }: EngagementPageProps): Promise<Metadata> {
  return { title: `${(await engagementOf((await params).id)).person.name}, auditor` };
}

/** One engagement of an auditor: who reads what, why and until when, and what was read. */
export default async function EngagementPage({ params }: EngagementPageProps) {
  const { id } = await params;
  const one = await engagementOf(id);
  const { person, unit, opens, pack, packId, state, startsOn, endsOn, endedAt, engagedBy, can } = one;
  const { entries } = await getEngagementHistory.execute(await requireActor(), { id });
  const unitName = unit?.name ?? "A unit that is no more";
  const role = opens === "records" ? ", with the auditor's role that came with it" : "";
  return (
    <>
      <PageHeader
        title={person.name}
        trail={[{ href: "/audit-engagements", label: "Auditors" }]}
        badges={<OptionBadge options={engagementStates} value={state} />}
        meta={`${person.email} · ${unitName}`}
        actions={
          can.end ? (
            <ActButton
              label="End now"
              tone="danger"
              action={{ method: "POST", url: `/api/v1/audit-engagements/${id}/end`, body: {} }}
              confirm={{
                title: `End the engagement of ${person.name}?`,
                consequence: `It ends now${role}: from the next request on they find nothing. What they saved stays with them.`,
                button: "End now",
              }}
              done="Ended."
            />
          ) : null
        }
      />
      <PageBody>
        <Section title="Engagement">
          <Facts
            columns={2}
            items={[
              { label: "Opens", value: openedOptions.find(({ value }) => value === opens)?.label ?? opens },
              {
                label: opens === "pack" ? "Audit pack" : "Business unit",
                value: packId ? (
                  <Link href={`/audit-packs/${packId}`} className="underline underline-offset-2">
                    {pack}
                  </Link>
                ) : (
                  `${unitName} and below`
                ),
              },
              { label: "From", value: <DateText value={startsOn} /> },
              { label: "Until", value: <DateText value={endsOn} /> },
              ...(endedAt ? [{ label: "Ended early", value: <DateText value={endedAt} time /> }] : []),
              { label: "Engaged by", value: engagedBy?.name, empty: "The system" },
              { label: "Purpose", value: one.purpose, wide: true },
            ]}
          />
        </Section>
        <ReadsSection engagementId={id} reads={one.reads} />
        <Section title="History" id="history">
          <HistoryTimeline entries={entries} />
        </Section>
      </PageBody>
    </>
  );
}
