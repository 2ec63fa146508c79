import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { Badge } from "@/components/ui/badge";
import { DateText } from "@/components/ui/date-text";
import type { ClassificationRecord } from "./read-classification";

/** Every question that these answers lead to, with the answer and who gave it. */
export function AnswersSection({ view: { questions } }: { view: ClassificationRecord }) {
  const parts = [...new Set(questions.map(({ part }) => part))];
  return (
    <Section title={`Questions: ${questions.length}`} id="answers" flush>
      {parts.map((part) => {
        const own = questions.filter((one) => one.part === part);
        const open = own.filter(({ answers }) => answers.length === 0).length;
        return (
          <details key={part} className="border-line border-t px-4 py-2">
            <summary className="w-fit cursor-pointer font-medium">
              {part}: {own.length - open} of {own.length} answered
            </summary>
            <SimpleTable
              label={part}
              columns={[
                { key: "question", label: "Question" },
                { key: "article", label: "Article", width: "9rem" },
                { key: "answer", label: "Answer", width: "14rem" },
              ]}
              rows={own.map(({ id, text, legalRef, answers, source, by, at }) => ({
                key: id,
                cells: {
                  question: `${id} ${text}`,
                  article: <span className="text-ink-soft">{legalRef}</span>,
                  answer:
                    answers.length === 0 ? (
                      <Badge tone="warn">Open</Badge>
                    ) : (
                      <>
                        {answers.join("; ")}
                        <span className="block text-ink-faint text-xs">
                          {source === "register" ? "From the register" : by}
                          {at ? (
                            <>
                              , <DateText value={at} />
                            </>
                          ) : null}
                        </span>
                      </>
                    ),
                },
              }))}
              empty=""
            />
          </details>
        );
      })}
    </Section>
  );
}
