"use client";
import { FormDialog } from "@/components/form/form-dialog";
import type { FormSection } from "@/components/form/form-layout";
import { reviewFields } from "@/lib/domain/inventory/reviews/schema";

const layout: readonly FormSection[] = [{ fields: ["outcome", "note", "nextReviewOn"] }];

interface ReviewDialogProps {
  concept: string;
  id: string;
  version: number;
  name: string;
  noun: string;
}

/** Notes that somebody looked at a record, and when to look again. */
export function ReviewDialog({ concept, id, version, name, noun }: ReviewDialogProps) {
  return (
    <FormDialog
      label="Review"
      title={`Review ${name}`}
      shape={reviewFields}
      layout={layout}
      noun={noun}
      action={{ method: "POST", url: `/api/v1/${concept}/${id}/review` }}
      version={version}
      done={null}
      submit="Record review"
      saved="Review recorded."
    >
      Says that the facts were looked at. The review is kept with the record.
    </FormDialog>
  );
}
