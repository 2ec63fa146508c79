import { redirect } from "next/navigation";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button-link";
import { DateText } from "@/components/ui/date-text";
import { getStatement } from "@/lib/domain/controls/queries/statement";
import { chooseUnits } from "@/lib/domain/organization/units/queries";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { ApprovalSection } from "./approval-section";
import { StatementLines } from "./statement-lines";

export const metadata = { title: "Statement of Applicability" };

interface StatementPageProps {
  params: Promise<{ key: string }>;
  searchParams: Promise<{ unitId?: string }>;
}

/** The Statement of Applicability of a framework for a unit: what applies, what does not and why, and who approved it. */
export default async function StatementPage({ params, searchParams }: StatementPageProps) {
  const actor = await requireActor();
  const [{ key }, { unitId }] = [await params, await searchParams];
  if (unitId === undefined) {
    const { choices } = await chooseUnits.execute(actor, { limit: 1 });
    if (choices[0]) redirect(`/frameworks/${key}/statement?unitId=${choices[0].id}`);
  }
  const statement = await orNotFound(getStatement.receive(actor, { framework: key, unitId: unitId ?? "" }));
  const { framework, unit, lines, approved, pending, can } = statement;
  const excluded = lines.filter(({ applicable }) => !applicable).length;
  const file = (format: string) =>
    `/api/v1/statements/report?${new URLSearchParams({ framework: key, unitId: unit.id, format })}`;
  return (
    <>
      <PageHeader
        title="Statement of Applicability"
        trail={[
          { href: "/frameworks", label: "Frameworks" },
          { href: `/frameworks/${key}/coverage?unitId=${unit.id}`, label: framework.name },
        ]}
        description={`${framework.name} for ${unit.name} and everything below it: ${lines.length - excluded} of ${lines.length} requirements apply.`}
        badges={
          approved ? (
            <Badge tone="good">Approved</Badge>
          ) : (
            <Badge tone={pending ? "info" : "warn"}>{pending ? "Approval asked for" : "Not approved"}</Badge>
          )
        }
        meta={
          approved?.until ? (
            <span>
              until <DateText value={approved.until} />
            </span>
          ) : null
        }
        actions={
          <>
            <ButtonLink href={file("xlsx")} download>
              Export Excel
            </ButtonLink>
            <ButtonLink href={file("pdf")} download>
              Export PDF
            </ButtonLink>
          </>
        }
      />
      <PageBody>
        <ApprovalSection statement={statement} />
        <StatementLines
          framework={key}
          unit={unit}
          lines={lines}
          mayExclude={can.exclude}
          decided={approved !== null || pending !== null}
        />
      </PageBody>
    </>
  );
}
