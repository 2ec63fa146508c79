import Link from "next/link";
import { onDay } from "@/components/layout/on-day";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { ButtonLink } from "@/components/ui/button-link";
import { DateText } from "@/components/ui/date-text";
import { OptionBadge } from "@/components/ui/option-badge";
import { assessmentsAssign } from "@/lib/domain/assessments/access";
import { assessmentRegister } from "@/lib/domain/assessments/queries/register";
import { assessmentStates } from "@/lib/domain/assessments/schema";
import { may } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { asOfDay } from "@/lib/platform/operation/operation";

interface AssessmentsSectionProps {
  system: { id: string; unit: { id: string } };
  asOf?: string | undefined;
}

/** How an AI system was assessed: where each assessment stands, its score, and what nobody knew. */
export async function AssessmentsSection({ system, asOf }: AssessmentsSectionProps) {
  const actor = await requireActor();
  const asked = { system: system.id, sort: "-updatedAt" };
  const { rows } = await asOfDay(asOf, actor, () => assessmentRegister.list.execute(actor, asked));
  const gaps = rows.reduce((sum, row) => sum + Number(row["unknown"]), 0);
  return (
    <Section
      title={`Assessments: ${rows.length}`}
      id="assessments"
      flush
      description={
        gaps > 0 ? `${gaps} ${gaps === 1 ? "answer says" : "answers say"} “I don't know”.` : undefined
      }
      actions={
        !asOf && may(actor, assessmentsAssign, system.unit.id) ? (
          <ButtonLink href={`/assessments/new?system=${system.id}`} size="sm">
            Assess
          </ButtonLink>
        ) : null
      }
    >
      <SimpleTable
        label="Assessments of this system"
        columns={[
          { key: "template", label: "Questionnaire" },
          { key: "state", label: "State", width: "11rem" },
          { key: "score", label: "Score", width: "12rem" },
          { key: "dueOn", label: "Due", width: "7rem" },
        ]}
        rows={rows.map((row) => ({
          key: row.id,
          cells: {
            template: (
              <Link
                href={onDay(`/assessments/${row.id}`, asOf)}
                prefetch={false}
                className="font-medium hover:underline"
              >
                {String(row["template"])}
              </Link>
            ),
            state: <OptionBadge options={assessmentStates} value={String(row["state"])} />,
            score: row["score"] === null ? "" : String(row["score"]),
            dueOn: <DateText value={String(row["dueOn"])} />,
          },
        }))}
        empty="It was not assessed by a questionnaire yet."
      />
    </Section>
  );
}
