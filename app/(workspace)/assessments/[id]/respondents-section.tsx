"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ShownOnce } from "@/app/(workspace)/settings/shown-once";
import { ActButton } from "@/components/form/act-button";
import { newKey } from "@/components/form/call-api";
import { RecordForm } from "@/components/form/record-form";
import { useApi } from "@/components/form/use-api";
import { Section } from "@/components/layout/section";
import { Button } from "@/components/ui/button";
import { DateText } from "@/components/ui/date-text";
import { Dialog } from "@/components/ui/dialog";
import { OptionBadge } from "@/components/ui/option-badge";
import { respondentFields, respondentStates } from "@/lib/domain/assessments/respondents/schema";
import type { AssessmentRecord } from "./read-assessment";

interface RespondentsSectionProps {
  id: string;
  respondents: AssessmentRecord["respondents"];
  sections: readonly { value: string; label: string }[];
  questions: readonly { value: string; label: string }[];
  canAssign: boolean;
}

interface Made {
  link?: string;
  code: string;
  mailed?: boolean;
}

/** Who outside is asked by a link and a code; both are shown once, to be passed on two ways. */
export function RespondentsSection(props: RespondentsSectionProps) {
  const { id, respondents, sections, questions, canAssign } = props;
  const router = useRouter();
  const { send } = useApi();
  const [asking, setAsking] = useState(false);
  const [made, setMade] = useState<Made | null>(null);
  const partOf = ({ sectionKey, questionKey }: RespondentsSectionProps["respondents"][number]) =>
    questions.find(({ value }) => value === questionKey)?.label ??
    sections.find(({ value }) => value === sectionKey)?.label ??
    "the whole";
  const renew = async (respondentId: string) => {
    const url = `/api/v1/assessment-respondents/${respondentId}/code`;
    const result = await send<Made>({ method: "POST", url, key: newKey() });
    if (result.ok) setMade(result.data);
    router.refresh();
  };
  if (!canAssign && respondents.length === 0) return null;
  return (
    <Section
      title="Asked outside"
      id="respondents"
      actions={
        canAssign ? (
          <Button size="sm" onClick={() => setAsking(true)}>
            Ask somebody outside
          </Button>
        ) : null
      }
    >
      {made ? (
        <div className="mb-3 grid gap-3">
          {made.link ? (
            <ShownOnce label="Link" secret={made.link}>
              {made.mailed
                ? "It was mailed. It opens nothing without the code."
                : "Send it. It opens nothing without the code."}
            </ShownOnce>
          ) : null}
          <ShownOnce label="One-time code" secret={made.code}>
            Pass it on another way than the link, such as by telephone.
          </ShownOnce>
        </div>
      ) : null}
      {respondents.length === 0 ? <p className="text-ink-soft text-sm">Nobody.</p> : null}
      <ul className="grid gap-3 text-sm">
        {respondents.map((one) => (
          <li key={one.id} className="grid gap-1">
            <span>
              {one.name}: {partOf(one)}, until <DateText value={one.until} />
            </span>
            <span className="flex flex-wrap items-center gap-2">
              <OptionBadge options={respondentStates} value={one.state} />
              {canAssign && !["revoked", "expired"].includes(one.state) ? (
                <>
                  <Button size="sm" onClick={() => void renew(one.id)}>
                    New code
                  </Button>
                  <ActButton
                    label="Take back"
                    size="sm"
                    action={{ method: "POST", url: `/api/v1/assessment-respondents/${one.id}/revoke` }}
                    done="The link opens nothing any more. What was answered stays."
                  />
                </>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title="Ask somebody outside"
        description="They answer by a link and a one-time code, and see the questions and nothing else. Leave section and question empty to ask for the whole."
        width="md"
      >
        <RecordForm
          noun="invitation"
          shape={respondentFields}
          layout={[{ fields: ["name", "email", "sectionKey", "questionKey", "lastDay"] }]}
          options={{ sectionKey: sections, questionKey: questions }}
          action={{ method: "POST", url: `/api/v1/assessments/${id}/respondents` }}
          done={null}
          submit="Make link and code"
          inDialog
          onCancel={() => setAsking(false)}
          onSaved={(answer) => {
            setMade(answer as unknown as Made);
            setAsking(false);
            router.refresh();
          }}
        />
      </Dialog>
    </Section>
  );
}
