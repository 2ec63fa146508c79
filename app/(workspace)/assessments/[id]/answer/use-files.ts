"use client";
import { useEffect } from "react";
import type { Answer, Answers } from "@/lib/domain/assessments/templates/rules";
import type { Question } from "@/lib/domain/assessments/templates/schema";
import { sameAnswer } from "./answer-queue";

/** Lets a question that asks for files be answered by what is attached to it. */
export function useFiles(
  questions: readonly Question[],
  questionIds: Readonly<Record<string, string>>,
  evidence: Readonly<Record<string, readonly { id: string }[]>>,
  answers: Answers,
  give: (key: string, answer: Answer | null) => void,
): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is attached decides; answers change by themselves.
  useEffect(() => {
    for (const { key, kind } of questions) {
      const attached = evidence[questionIds[key] ?? ""] ?? [];
      if (kind !== "file" || attached.length === 0) continue;
      const answer: Answer = { kind: "value", value: attached.map(({ id }) => id) };
      if (!sameAnswer(answers[key], answer)) give(key, answer);
    }
  }, [evidence]);
}
