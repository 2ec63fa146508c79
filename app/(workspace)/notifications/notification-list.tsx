import Link from "next/link";
import { ActButton } from "@/components/form/act-button";
import { SimpleTable } from "@/components/table/simple-table";
import { DateText } from "@/components/ui/date-text";

interface NotificationListProps {
  rows: readonly {
    id: string;
    title: string;
    href: string | null;
    createdAt: string;
    readAt: string | null;
  }[];
  empty: string;
}

/** Lines of somebody's inbox; each leads to what it is about. */
export function NotificationList({ rows, empty }: NotificationListProps) {
  return (
    <SimpleTable
      label="Notifications"
      columns={[
        { key: "title", label: "What happened" },
        { key: "at", label: "When", width: "8rem" },
        { key: "act", label: "Read", width: "9rem", align: "right" },
      ]}
      rows={rows.map(({ id, title, href, createdAt, readAt }) => ({
        key: id,
        cells: {
          title:
            href === null ? (
              <span className="text-ink-soft">{title}</span>
            ) : (
              <Link
                href={href}
                prefetch={false}
                className={`hover:underline ${readAt ? "text-ink-soft" : "font-medium"}`}
              >
                {title}
              </Link>
            ),
          at: <DateText value={createdAt} />,
          act: readAt ? (
            <span className="text-ink-faint">Read</span>
          ) : (
            <ActButton
              label="Mark as read"
              size="sm"
              tone="quiet"
              action={{ method: "POST", url: `/api/v1/notifications/${id}/read` }}
            />
          ),
        },
      }))}
      empty={empty}
    />
  );
}
