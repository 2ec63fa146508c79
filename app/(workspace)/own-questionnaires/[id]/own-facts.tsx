import { Facts } from "@/components/layout/facts";
import { Section } from "@/components/layout/section";
import { DateText } from "@/components/ui/date-text";
import { subjects } from "@/lib/domain/assessments/templates/own/schema";
import type { OwnRecord } from "./read-own";

/** What is known of a questionnaire beside its questions. */
export function OwnFacts({ own }: { own: OwnRecord }) {
  return (
    <Section title="Facts">
      <Facts
        items={[
          { label: "Purpose", value: own.purpose },
          {
            label: "About",
            value: subjects.find(({ value }) => value === own.subject)?.label ?? own.subject,
          },
          { label: "Questions", value: own.questions },
          {
            label: "Business unit",
            value: own.unit.name,
            help: "Published versions are answered there and below.",
          },
          {
            label: "Key",
            value: <code className="text-sm">{own.key}</code>,
            help: "By which the API and files name it.",
          },
          { label: "Copy of", value: own.basedOn, empty: "Written from scratch" },
          { label: "Added", value: <DateText value={own.createdAt} time /> },
          { label: "Changed", value: <DateText value={own.updatedAt} time /> },
        ]}
      />
    </Section>
  );
}
