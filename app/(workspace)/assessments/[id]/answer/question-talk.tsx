"use client";
import Link from "next/link";
import { useCallback, useEffect, useState } from "react";
import { RecordForm } from "@/components/form/record-form";
import { DateText } from "@/components/ui/date-text";
import { commentFields } from "@/lib/domain/comments/schema";
import { AttachEvidence } from "../../../_record/attach-evidence";
import { commentLayout, mentionable } from "../../../_record/comment-layout";

interface Comment {
  id: string;
  text: string;
  by: string;
  at: string;
  removed: boolean;
}

interface QuestionTalkProps {
  questionId: string;
  reference: string;
  unit: { id: string; name: string };
  me: { id: string; name: string } | null;
  evidence: readonly { id: string; ref: string; title: string }[];
  mayAttach: boolean;
}

/** The evidence for one answer, and what people say about it. */
export function QuestionTalk({ questionId, reference, unit, me, evidence, mayAttach }: QuestionTalkProps) {
  const [comments, setComments] = useState<readonly Comment[]>([]);
  const [canComment, setCanComment] = useState(false);
  const load = useCallback(async () => {
    const query = `subjectType=assessment-questions&subjectId=${questionId}`;
    const answer = await fetch(`/api/v1/comments?${query}`).catch(() => null);
    if (!answer?.ok) return;
    const found = (await answer.json()) as { comments: Comment[]; can: { comment: boolean } };
    setComments(found.comments);
    setCanComment(found.can.comment);
  }, [questionId]);
  useEffect(() => {
    setComments([]);
    void load();
  }, [load]);
  const people = useCallback(
    () => mentionable({ subjectType: "assessment-questions", subjectId: questionId }),
    [questionId],
  );
  return (
    <div className="mt-4 grid gap-4 border-line border-t pt-3 text-sm">
      <div>
        <p className="font-medium">Evidence</p>
        <ul className="my-1 grid gap-1">
          {evidence.map(({ id, ref, title }) => (
            <li key={id}>
              <Link href={`/evidence/${id}`} prefetch={false} className="hover:underline">
                {ref} {title}
              </Link>
            </li>
          ))}
        </ul>
        {mayAttach ? (
          <AttachEvidence
            subject={{ type: "assessment-questions", id: questionId, ref: reference, unit }}
            me={me}
          />
        ) : null}
      </div>
      <div>
        <p className="font-medium">Comments</p>
        <ul className="my-1 grid gap-2">
          {comments
            .filter(({ removed }) => !removed)
            .map(({ id, by, at, text }) => (
              <li key={id}>
                <span className="text-ink-faint text-xs">
                  {by}, <DateText value={at} time />
                </span>
                <p className="whitespace-pre-line break-words">{text}</p>
              </li>
            ))}
        </ul>
        {canComment ? (
          <details>
            <summary className="cursor-pointer text-accent">Write a comment</summary>
            <RecordForm
              key={questionId}
              shape={commentFields}
              layout={commentLayout}
              load={people}
              noun="comment"
              inDialog
              action={{ method: "POST", url: "/api/v1/comments" }}
              fixed={{ subjectType: "assessment-questions", subjectId: questionId }}
              done={null}
              submit="Comment"
              saved="Comment added."
              onSaved={() => void load()}
            />
          </details>
        ) : null}
      </div>
    </div>
  );
}
