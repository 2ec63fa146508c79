import { ActButton } from "@/components/form/act-button";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { ButtonLink } from "@/components/ui/button-link";
import { listNotifications } from "@/lib/domain/tasks/queries";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { orNotFound } from "../or-not-found";
import { NotificationList } from "./notification-list";

export const metadata = { title: "Notifications" };

interface NotificationsPageProps {
  searchParams: Promise<{ before?: string }>;
}

const pageLength = 50;

/** Everything that the person who is signed in was told, newest first. */
export default async function NotificationsPage({ searchParams }: NotificationsPageProps) {
  const { before } = await searchParams;
  const { rows, unread } = await orNotFound(
    listNotifications.receive(await requireActor(), before ? { before } : {}),
  );
  const last = rows.at(-1);
  return (
    <>
      <PageHeader
        title="Notifications"
        trail={[{ href: "/my-work", label: "My work" }]}
        description={unread === 0 ? "You have read them all." : `${unread} unread.`}
        actions={
          unread > 0 ? (
            <ActButton
              label="Mark all as read"
              action={{ method: "POST", url: "/api/v1/notifications/read-all" }}
            />
          ) : null
        }
      />
      <PageBody>
        <Section title={before ? "Earlier" : "Newest"} flush>
          <NotificationList
            rows={rows}
            empty="You are told here when somebody asks for your decision or gives you a task."
          />
        </Section>
        {rows.length === pageLength && last ? (
          <div>
            <ButtonLink href={`/notifications?before=${encodeURIComponent(last.createdAt)}`}>
              Earlier ones
            </ButtonLink>
          </div>
        ) : null}
      </PageBody>
    </>
  );
}
