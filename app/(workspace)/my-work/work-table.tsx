import Link from "next/link";
import { ActButton } from "@/components/form/act-button";
import { SimpleTable } from "@/components/table/simple-table";
import { ButtonLink } from "@/components/ui/button-link";
import { DateText } from "@/components/ui/date-text";
import { type WorkItem, workKinds } from "@/lib/domain/my-work/schema";

interface WorkTableProps {
  label: string;
  items: readonly WorkItem[];
}

/** Lines of work with the first step on each. */
export function WorkTable({ label, items }: WorkTableProps) {
  return (
    <SimpleTable
      label={label}
      columns={[
        { key: "what", label: "What" },
        { key: "kind", label: "Kind", width: "10rem" },
        { key: "due", label: "Due", width: "10rem" },
        { key: "act", label: "First step", width: "11rem", align: "right" },
      ]}
      rows={items.map((item) => ({
        key: item.key,
        cells: {
          what: (
            <>
              <Link href={item.href} prefetch={false} className="font-medium hover:underline">
                {item.title}
              </Link>
              {item.detail ? <span className="block text-ink-soft text-sm">{item.detail}</span> : null}
            </>
          ),
          kind: workKinds.find(({ value }) => value === item.kind)?.label,
          due: <When item={item} />,
          act: <FirstStep item={item} />,
        },
      }))}
      empty="Nothing here."
    />
  );
}

function When({ item: { dueOn, askedOn } }: { item: WorkItem }) {
  if (dueOn) return <DateText value={dueOn} due />;
  if (!askedOn) return <span className="text-ink-faint">No date</span>;
  return (
    <span className="text-ink-soft">
      Asked <DateText value={askedOn} />
    </span>
  );
}

function FirstStep({ item: { kind, href, title, task } }: { item: WorkItem }) {
  if (task) {
    const { id, version } = task;
    return (
      <ActButton
        label="Mark as done"
        size="sm"
        action={{ method: "POST", url: `/api/v1/tasks/${id}/done`, body: { version } }}
        done={`Done: ${title}`}
      />
    );
  }
  return (
    <ButtonLink href={href} size="sm">
      {workKinds.find(({ value }) => value === kind)?.action ?? "Open"}
    </ButtonLink>
  );
}
