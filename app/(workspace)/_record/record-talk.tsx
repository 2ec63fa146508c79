import { Section } from "@/components/layout/section";
import { getWatching, listComments } from "@/lib/domain/comments/queries";
import { tasksEdit } from "@/lib/domain/tasks/access";
import { tasksOf } from "@/lib/domain/tasks/queries";
import { may } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { AddComment } from "./add-comment";
import { AddTask } from "./add-task";
import { CommentList } from "./comment-list";
import { TaskList } from "./task-list";
import { WatchButton } from "./watch-button";

interface RecordTalkProps {
  subject: { type: string; id: string; ref: string; unitId: string };
  /** Where tasks stand in a section of their own already. */
  withoutTasks?: boolean;
}

/** What people do and say about a record of any kind: its tasks, its comments, and whether one is told of changes. */
export async function RecordTalk({ subject, withoutTasks = false }: RecordTalkProps) {
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
        title={comments.length === 0 ? "Comments" : `Comments: ${comments.length}`}
        id="comments"
        description={more ? "The newest 200; older ones are in the audit trail." : undefined}
        actions={<WatchButton subject={key} watching={watching} />}
      >
        <CommentList comments={comments} />
        {can.comment ? <AddComment subject={key} /> : null}
      </Section>
    </>
  );
}
