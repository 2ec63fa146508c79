"use client";
import { useCallback } from "react";
import { RecordForm } from "@/components/form/record-form";
import { commentFields } from "@/lib/domain/comments/schema";
import { commentLayout, mentionable } from "./comment-layout";

/** Says something about a record, and tells people of it. */
export function AddComment({ subject }: { subject: { subjectType: string; subjectId: string } }) {
  const load = useCallback(() => mentionable(subject), [subject]);
  return (
    <div className="mb-4 border-line border-b pb-4">
      <RecordForm
        shape={commentFields}
        layout={commentLayout}
        load={load}
        noun="comment"
        inDialog
        action={{ method: "POST", url: "/api/v1/comments" }}
        fixed={subject}
        done={null}
        submit="Comment"
        saved="Comment added."
      />
    </div>
  );
}
