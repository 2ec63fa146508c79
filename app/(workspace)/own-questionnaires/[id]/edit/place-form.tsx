"use client";
import {
  type Place,
  questionKeys,
  renamed,
  withQuestion,
  withSection,
} from "@/lib/domain/assessments/templates/edit/rules";
import type { Template } from "@/lib/domain/assessments/templates/schema";
import { targetsOf } from "./condition-target";
import { HeadForm } from "./head-form";
import type { Pointers } from "./pointers";
import { QuestionForm } from "./question-form";
import { SectionForm } from "./section-form";

interface PlaceFormProps {
  draft: Template;
  place: Place | null;
  pointers: Pointers;
  onChange: (draft: Template) => void;
}

/** What is written now: the questionnaire as a whole, a section, or a question. */
export function PlaceForm({ draft, place, pointers, onChange }: PlaceFormProps) {
  if (place === null) return <HeadForm {...{ draft, onChange }} />;
  const section = draft.sections[place.section];
  if (!section) return null;
  const before = draft.sections.slice(0, place.section).flatMap(({ questions }) => questions);
  const question = section.questions[place.question ?? -1];
  if (!question)
    return (
      <SectionForm
        section={section}
        used={draft.sections.filter((one) => one !== section).map(({ key }) => key)}
        targets={targetsOf(before)}
        onChange={(next) => onChange(withSection(draft, place.section, next))}
      />
    );
  const used = questionKeys(draft);
  used.splice(before.length + (place.question ?? 0), 1);
  return (
    <QuestionForm
      question={question}
      used={used}
      targets={targetsOf([...before, ...section.questions.slice(0, place.question)])}
      pointers={pointers}
      scored={draft.scoring !== undefined}
      onChange={(next) => onChange(withQuestion(draft, place, next))}
      onRename={(key, label) =>
        onChange(withQuestion(renamed(draft, place, key), place, { ...question, key, label }))
      }
    />
  );
}

/** The heading over what is written now. */
export function placeTitle(draft: Template, place: Place | null): string {
  if (place === null) return "The questionnaire";
  const section = draft.sections[place.section];
  if (place.question === undefined) return `Section ${place.section + 1}`;
  return `Question ${place.question + 1} of ${section?.title || `section ${place.section + 1}`}`;
}
