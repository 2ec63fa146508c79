import { ActButton } from "@/components/form/act-button";
import { DateText } from "@/components/ui/date-text";
import type { listComments } from "@/lib/domain/comments/queries";
import { EditComment } from "./edit-comment";

type Listed = Awaited<ReturnType<typeof listComments.execute>>["comments"][number];

interface CommentNoteProps {
  comment: Listed;
  subject: { subjectType: string; subjectId: string };
}

/** One comment: who said it when, the words, and whom they were for; its author may mend it and take it back. */
export function CommentNote({ comment, subject }: CommentNoteProps) {
  // Who is named in the text needs no line of their own.
  const others = comment.mentions.filter(({ name }) => !comment.text.includes(`@${name}`));
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-x-2 text-sm">
        <span className="font-medium">{comment.by}</span>
        <span className="text-ink-faint">
          <DateText value={comment.at} time />
          {comment.edited && !comment.removed ? ", edited" : ""}
        </span>
        {comment.own && !comment.removed ? <OwnActs comment={comment} subject={subject} /> : null}
      </p>
      {comment.removed ? (
        <p className="text-ink-faint text-sm italic">Removed by its author.</p>
      ) : (
        <>
          <p className="whitespace-pre-line break-words">{comment.text}</p>
          {others.length > 0 ? (
            <p className="text-ink-soft text-sm">For {others.map(({ name }) => `@${name}`).join(", ")}</p>
          ) : null}
        </>
      )}
    </>
  );
}

function OwnActs({ comment, subject }: CommentNoteProps) {
  const { id, version, text, mentions } = comment;
  return (
    <span className="flex gap-1">
      <EditComment comment={{ id, version, text, mentions }} subject={subject} />
      <ActButton
        label="Remove"
        size="sm"
        tone="quiet"
        action={{ method: "POST", url: `/api/v1/comments/${id}/remove`, body: { version } }}
        confirm={{
          title: "Remove your comment?",
          consequence: "Its place stays. The audit trail keeps what it said.",
          button: "Remove comment",
        }}
        done="Comment removed."
      />
    </span>
  );
}
