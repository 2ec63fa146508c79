"use client";
import { useCallback } from "react";
import { FormDialog } from "@/components/form/form-dialog";
import { commentFields } from "@/lib/domain/comments/schema";
import { commentLayout, mentionable } from "./comment-layout";

interface EditCommentProps {
  subject: { subjectType: string; subjectId: string };
  comment: { id: string; version: number; text: string; mentions: readonly { id: string; name: string }[] };
}

/** Changes what one said oneself. */
export function EditComment({ comment, subject }: EditCommentProps) {
  const load = useCallback(() => mentionable(subject), [subject]);
  const { id, version, text, mentions } = comment;
  return (
    <FormDialog
      label="Edit"
      title="Edit your comment"
      size="sm"
      tone="quiet"
      shape={commentFields}
      layout={commentLayout}
      load={load}
      noun="comment"
      action={{ method: "PATCH", url: `/api/v1/comments/${id}` }}
      values={{ text, mentionIds: mentions }}
      version={version}
      done={null}
      submit="Save comment"
      saved="Comment saved."
    />
  );
}
