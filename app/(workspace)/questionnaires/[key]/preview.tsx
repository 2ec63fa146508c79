"use client";
import { useMemo, useState } from "react";
import { Columns } from "@/components/layout/columns";
import { Section } from "@/components/layout/section";
import { type Answer, type Answers, askedOf, scoreOf } from "@/lib/domain/assessments/templates/rules";
import type { Template } from "@/lib/domain/assessments/templates/schema";
import { QuestionTrial } from "./question-trial";
import { ScoreSection } from "./score-section";

const noFacts = {};

/** A questionnaire to try out: what an answer opens or closes, and how the score comes about. Nothing is sent or kept. */
export function Preview({ template, titles }: { template: Template; titles: Record<string, string> }) {
  const [answers, setAnswers] = useState<Answers>({});
  const asked = useMemo(() => askedOf(template, answers, noFacts), [template, answers]);
  const score = useMemo(() => scoreOf(template, answers, noFacts), [template, answers]);
  const set = (key: string, answer: Answer | undefined) => setAnswers((now) => ({ ...now, [key]: answer }));
  const all = template.sections.reduce((sum, { questions }) => sum + questions.length, 0);
  const shown = asked.sections.reduce((sum, { questions }) => sum + questions.length, 0);
  return (
    <Columns
      aside={
        <ScoreSection
          score={score}
          label={template.scoring?.label}
          {...{ all, shown }}
          hidden={asked.hidden}
        />
      }
    >
      {asked.sections.map(({ section, questions }) => (
        <Section key={section.key} id={section.key} title={section.title} description={section.text}>
          <ol className="grid gap-6">
            {questions.map((question) => (
              <li key={question.key}>
                <QuestionTrial
                  question={question}
                  titles={titles}
                  answer={answers[question.key]}
                  onAnswer={(answer) => set(question.key, answer)}
                />
              </li>
            ))}
          </ol>
        </Section>
      ))}
    </Columns>
  );
}
