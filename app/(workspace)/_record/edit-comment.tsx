"use client";
import { FormDialog } from "@/components/form/form-dialog";
import { commentFields } from "@/lib/domain/comments/schema";

interface EditCommentProps {
  comment: { id: string; version: number; text: string; mentions: readonly { id: string; name: string }[] };
}

/** Changes what one said oneself. */
export function EditComment({ comment }: EditCommentProps) {
  const { id, version, text, mentions } = comment;
  return (
    <FormDialog
      label="Edit"
      title="Edit your comment"
      size="sm"
      tone="quiet"
      shape={commentFields}
      layout={[{ fields: ["text", "mentionIds"] }]}
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
