import type { FormSection } from "@/components/form/form-layout";
import type { LoadChoices } from "@/components/ui/use-choices";

/** The form of a comment: whom it is for is named in its text. */
export const commentLayout: FormSection[] = [{ fields: ["text", { key: "mentionIds", within: "text" }] }];

/** Asks the REST door who can be mentioned on a record. */
export function mentionable(subject: { subjectType: string; subjectId: string }): LoadChoices {
  return async (q, signal) => {
    const answer = await fetch(`/api/v1/comments/people?${new URLSearchParams({ ...subject, q })}`, {
      signal,
    });
    if (!answer.ok) throw new Error(`Who can be mentioned was answered ${answer.status}.`);
    return ((await answer.json()) as { choices: Awaited<ReturnType<LoadChoices>> }).choices;
  };
}
