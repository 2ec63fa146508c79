import type { respondentStates } from "@/lib/domain/assessments/respondents/schema";
import type { Asked } from "@/lib/domain/assessments/templates/rules";
import type { Question } from "@/lib/domain/assessments/templates/schema";

interface Stored {
  codeHash: unknown;
  sessionHash: unknown;
  expiresAt: Date;
  finishedAt: Date | null;
  revokedAt: Date | null;
}

/** Returns where somebody outside who was asked stands. */
export function respondentState(
  { codeHash, sessionHash, expiresAt, finishedAt, revokedAt }: Stored,
  now: Date,
): (typeof respondentStates)[number]["value"] {
  if (revokedAt !== null) return "revoked";
  if (expiresAt <= now) return "expired";
  if (finishedAt !== null) return "finished";
  if (sessionHash !== null) return "open";
  return codeHash === null ? "closed" : "waiting";
}

interface Part {
  sectionKeys: readonly string[];
  questionKeys: readonly string[];
}

/**
 * Returns the questions that somebody outside is asked by now, section by section. Questions that only records or files of the
 * register answer are not asked outside.
 */
export function askedOutside(asked: Asked, { sectionKeys, questionKeys }: Part): Asked["sections"] {
  const whole = sectionKeys.length === 0 && questionKeys.length === 0;
  return asked.sections
    .map(({ section, questions }) => ({
      section,
      questions: questions.filter(
        ({ key, kind }) =>
          kind !== "records" &&
          kind !== "file" &&
          (whole || sectionKeys.includes(section.key) || questionKeys.includes(key)),
      ),
    }))
    .filter(({ questions }) => questions.length > 0);
}

/** Returns a question without what is for the inside alone: its sources, points, conditions, and what its answers set or suggest. */
export function shownOutside(question: Question): Question {
  const { key, kind, label, help, required, notApplicable } = question;
  const plain = {
    key,
    kind,
    label,
    required,
    notApplicable,
    sources: [],
    suggests: [],
    ...(help ? { help } : {}),
  };
  const bare = (options: readonly { value: string; label: string; help?: string | undefined }[]) =>
    options.map(({ value, label: words, help: more }) => ({
      value,
      label: words,
      ...(more ? { help: more } : {}),
    }));
  switch (question.kind) {
    case "choice":
    case "several":
      return { ...plain, kind: question.kind, weight: 1, options: bare(question.options) };
    case "scale": {
      const { from, to, labels } = question;
      return { ...plain, kind: "scale", weight: 1, from, to, labels, points: "none" };
    }
    case "yes-no":
      return { ...plain, kind: "yes-no", weight: 1 };
    case "number": {
      const { unit, min, max, places } = question;
      return { ...plain, kind: "number", unit, min, max, places };
    }
    case "text":
      return { ...plain, kind: "text", max: question.max };
    case "table": {
      const columns = question.columns.map(({ options, ...column }) => ({
        ...column,
        ...(options ? { options: bare(options) } : {}),
      }));
      return { ...plain, kind: "table", columns, maxRows: question.maxRows };
    }
    case "date":
      return { ...plain, kind: "date" };
    case "file":
      return { ...plain, kind: "file" };
    case "records":
      return { ...plain, kind: "records", concept: question.concept };
  }
}
