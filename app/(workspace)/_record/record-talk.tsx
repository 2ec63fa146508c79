import { type HistoryEntry, HistoryTimeline } from "@/components/domain/history-timeline";
import { Section } from "@/components/layout/section";
import { ButtonLink } from "@/components/ui/button-link";
import { getWatching, listComments } from "@/lib/domain/comments/queries";
import { rolesRead } from "@/lib/domain/organization/roles/access";
import { tasksEdit } from "@/lib/domain/tasks/access";
import { tasksOf } from "@/lib/domain/tasks/queries";
import { may } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { AddComment } from "./add-comment";
import { AddTask } from "./add-task";
import { CommentNote } from "./comment-note";
import { HistorySection } from "./history-section";
import { TaskList } from "./task-list";
import { WatchButton } from "./watch-button";

interface RecordTalkProps {
  subject: { type: string; id: string; ref: string; unitId: string };
  /** What happened to it; where nothing of it may be read, the unit that keeps the record reads it. */
  history: readonly HistoryEntry[];
  /** The day that is looked back to: then nothing is said or asked any more. */
  asOf?: string | undefined;
  /** Where tasks stand in a section of their own already. */
  withoutTasks?: boolean;
}

/** What people do and say about a record of any kind: its tasks, and comments among its changes; whether one is told of changes. */
export async function RecordTalk({ subject, history, asOf, withoutTasks = false }: RecordTalkProps) {
  if (asOf !== undefined) return <HistorySection entries={history} />;
  const actor = await requireActor();
  const key = { subjectType: subject.type, subjectId: subject.id };
  const [{ comments, more, can }, { watching }, tasks] = await Promise.all([
    listComments.execute(actor, key),
    getWatching.execute(actor, key),
    withoutTasks ? [] : tasksOf.execute(actor, { subject: subject.id }),
  ]);
  return (
    <>
      {withoutTasks ? null : (
        <Section
          title="Tasks"
          id="tasks"
          flush
          actions={may(actor, tasksEdit, subject.unitId) ? <AddTask subject={subject} /> : null}
        >
          <TaskList tasks={tasks} />
        </Section>
      )}
      <Section
        title={comments.length === 0 ? "Comments and history" : `Comments (${comments.length}) and history`}
        id="history"
        description={
          more
            ? "The newest 200 comments; older ones are in the audit trail."
            : history.length === 0
              ? "The history is read in the business unit that keeps this record."
              : undefined
        }
        actions={
          <>
            {may(actor, rolesRead, subject.unitId) ? (
              <ButtonLink size="sm" href={`/settings/roles/who-sees?type=${subject.type}&id=${subject.id}`}>
                Who can see this
              </ButtonLink>
            ) : null}
            <WatchButton subject={key} watching={watching} />
          </>
        }
      >
        {can.comment ? <AddComment subject={key} /> : null}
        <HistoryTimeline
          entries={history}
          notes={comments.map((comment) => ({
            id: comment.id,
            at: comment.at,
            node: <CommentNote comment={comment} subject={key} />,
          }))}
        />
      </Section>
    </>
  );
}
