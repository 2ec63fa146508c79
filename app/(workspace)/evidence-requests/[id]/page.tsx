import type { Metadata } from "next";
import Link from "next/link";
import { Columns } from "@/components/layout/columns";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { DateText } from "@/components/ui/date-text";
import { OptionBadge } from "@/components/ui/option-badge";
import { getRequestHistory } from "@/lib/domain/evidence/queries/requests";
import { requestStates } from "@/lib/domain/evidence/schema";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { RecordTalk } from "../../_record/record-talk";
import { AnswerSection } from "./answer-section";
import { requestOf } from "./read-request";
import { RequestFacts } from "./request-facts";
import { WithdrawRequest } from "./withdraw-request";

interface RequestPageProps {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: RequestPageProps): Promise<Metadata> {
  const { ref, title } = await requestOf((await params).id);
  return { title: `${ref} ${title}` };
}

/** One request for evidence: what has to be shown, by when, and the form that answers it. */
export default async function RequestPage({ params }: RequestPageProps) {
  const { id } = await params;
  const request = await requestOf(id);
  const { entries } = await getRequestHistory.execute(await requireActor(), { id });
  const { ref, version, title, details, state, asked, dueOn, unit, can, evidenceId, evidence } = request;
  return (
    <>
      <PageHeader
        title={title}
        reference={ref}
        trail={[{ href: "/evidence-requests", label: "Requests for evidence" }]}
        badges={<OptionBadge options={requestStates} value={state} />}
        meta={
          <>
            <span>Asked of {asked?.name ?? "nobody any more"}</span>
            <span>
              Due <DateText value={dueOn} due={state === "open"} />
            </span>
          </>
        }
        actions={can.withdraw ? <WithdrawRequest request={{ id, ref, version }} /> : null}
      />
      <PageBody>
        <Columns aside={<RequestFacts request={request} />}>
          <Section title="What it has to show">
            <p className="whitespace-pre-line break-words">{details}</p>
          </Section>
          {evidenceId ? (
            <Section title="Answered with">
              <Link href={`/evidence/${evidenceId}`} className="text-accent hover:underline">
                {evidence}
              </Link>
            </Section>
          ) : null}
          {can.answer ? <AnswerSection request={{ id, version }} /> : null}
          <RecordTalk subject={{ type: "evidence-requests", id, ref, unitId: unit.id }} history={entries} />
        </Columns>
      </PageBody>
    </>
  );
}
