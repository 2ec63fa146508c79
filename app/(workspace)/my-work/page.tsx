import { EmptyState } from "@/components/layout/empty-state";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { ButtonLink } from "@/components/ui/button-link";
import { getMyWork } from "@/lib/domain/my-work/queries";
import type { WorkGroup } from "@/lib/domain/my-work/rules";
import { listNotifications } from "@/lib/domain/tasks/queries";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { NotificationList } from "../notifications/notification-list";
import { orNotFound } from "../or-not-found";
import { WorkTable } from "./work-table";

export const metadata = { title: "My work" };

const titles: Record<WorkGroup["key"], string> = {
  overdue: "Overdue",
  decisions: "Waiting for your decision",
  week: "Within a week",
  later: "Later",
  undated: "Without a date",
};

const newest = 8;

/** What is asked of the person who is signed in, by date, with the first step on each line. */
export default async function MyWorkPage() {
  const actor = await requireActor();
  const [{ groups, count }, { rows, unread }] = await orNotFound(
    Promise.all([getMyWork.execute(actor, {}), listNotifications.execute(actor, {})]),
  );
  const fresh = rows.filter(({ readAt }) => readAt === null);
  return (
    <>
      <PageHeader
        title="My work"
        description={
          count === 0
            ? "Nothing is asked of you now."
            : `${count} ${count === 1 ? "thing is" : "things are"} asked of you.`
        }
      />
      <PageBody>
        {groups.length === 0 ? (
          <EmptyState
            title="You are up to date"
            action={<ButtonLink href="/risks">Open the risk register</ButtonLink>}
          >
            Tasks given to you, decisions that wait for your signature, and reviews and treatments of what you
            own appear here.
          </EmptyState>
        ) : null}
        {groups.map(({ key, items }) => (
          <Section key={key} title={`${titles[key]}: ${items.length}`} flush>
            <WorkTable label={titles[key]} items={items} />
          </Section>
        ))}
        <Section
          id="notifications"
          title={unread === 0 ? "Notifications" : `Notifications: ${unread} unread`}
          actions={
            <ButtonLink href="/notifications" size="sm">
              All notifications
            </ButtonLink>
          }
          flush
        >
          <NotificationList rows={fresh.slice(0, newest)} empty="Nothing new." />
        </Section>
      </PageBody>
    </>
  );
}
