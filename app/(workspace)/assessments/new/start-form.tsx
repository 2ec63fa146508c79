"use client";
import Link from "next/link";
import { useState } from "react";
import { RecordForm } from "@/components/form/record-form";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { startFields } from "@/lib/domain/assessments/schema";

interface StartFormProps {
  questionnaires: readonly { value: string; label: string; help: string; subject: "systems" | "vendors" }[];
  values: object;
  names: Record<string, string>;
}

interface Outcome {
  rows: readonly {
    subject: { id: string; name: string };
    reason: string | null;
    assessment: { id: string; ref: string } | null;
  }[];
}

/** Starts an assessment of each chosen system or vendor, and says what became of each. */
export function StartForm({ questionnaires, values, names }: StartFormProps) {
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const subjectOf = (key: unknown) => questionnaires.find(({ value }) => value === key)?.subject;
  if (outcome) return <Started outcome={outcome} />;
  return (
    <RecordForm
      shape={startFields}
      noun="assessment"
      layout={[
        {
          fields: [
            "templateKey",
            { key: "systemIds", when: (held) => subjectOf(held["templateKey"]) !== "vendors" },
            { key: "vendorIds", when: (held) => subjectOf(held["templateKey"]) === "vendors" },
            { key: "ownerId", half: true },
            { key: "dueOn", half: true },
          ],
        },
      ]}
      options={{ templateKey: questionnaires }}
      values={values}
      names={names}
      action={{ method: "POST", url: "/api/v1/assessments" }}
      done={null}
      submit="Start assessment"
      onSaved={(answer) => setOutcome(answer as Outcome)}
      cancel="/assessments"
    />
  );
}

function Started({ outcome: { rows } }: { outcome: Outcome }) {
  const started = rows.filter(({ assessment }) => assessment !== null).length;
  return (
    <Section
      title={started === 1 ? "One assessment is started" : `${started} assessments are started`}
      description="Who answers was told and finds it under My work."
      flush
    >
      <SimpleTable
        label="What became of each"
        columns={[
          { key: "subject", label: "Of" },
          { key: "outcome", label: "Outcome" },
        ]}
        rows={rows.map(({ subject, reason, assessment }) => ({
          key: subject.id,
          cells: {
            subject: subject.name,
            outcome: assessment ? (
              <Link href={`/assessments/${assessment.id}`} className="font-medium hover:underline">
                {assessment.ref}
              </Link>
            ) : (
              `Left out. ${reason}`
            ),
          },
        }))}
        empty=""
      />
      <p className="px-4 py-2">
        <Link href="/assessments" className="text-accent hover:underline">
          All assessments
        </Link>
      </p>
    </Section>
  );
}
