"use client";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { ActButton } from "@/components/form/act-button";
import { FormDialog } from "@/components/form/form-dialog";
import { viewFields } from "@/lib/domain/views/schema";

interface ViewTabsProps {
  concept: string;
  home: string;
  views: readonly {
    id: string;
    name: string;
    query: string;
    shared: boolean;
    version: number;
    can: { edit: boolean };
  }[];
  canShare: boolean;
}

// A day looked back at, and the row that is open, belong to the moment and not to a view.
const passing = ["asOf", "open", "cursor"];

/** The views of a register under their names; what is on screen can be kept as one. The address stays the truth. */
export function ViewTabs({ concept, home, views, canShare }: ViewTabsProps) {
  const now = queryOf(useSearchParams());
  const current = views.find(({ query }) => queryOf(new URLSearchParams(query)) === now);
  if (views.length === 0 && now === "") return null;
  return (
    <div className="flex flex-wrap items-center gap-1.5 px-4 pt-2 lg:px-6 print:hidden">
      <nav aria-label="Views">
        <ul className="flex flex-wrap gap-1.5">
          {views.map(({ id, name, query, shared }) => (
            <li key={id}>
              <Link
                href={query === "" ? home : `${home}?${query}`}
                prefetch={false}
                aria-current={current?.id === id ? "page" : undefined}
                className="inline-flex h-7 items-center rounded-md border border-line px-2.5 text-ink-soft text-sm hover:border-line-strong hover:text-ink aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-ink"
              >
                {name}
                {shared ? <span className="sr-only">, shared</span> : null}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {current?.can.edit ? (
        <ActButton
          label="Remove view"
          size="sm"
          tone="quiet"
          action={{
            method: "POST",
            url: `/api/v1/views/${current.id}/remove`,
            body: { version: current.version },
          }}
          confirm={{
            title: `Remove the view ${current.name}?`,
            consequence: current.shared
              ? "It is gone for everybody it is shared with. The records stay."
              : "The records stay as they are.",
            button: "Remove view",
          }}
          done="View removed."
        />
      ) : null}
      {current || now === "" ? null : (
        <FormDialog
          label="Save view"
          title="Keep this view"
          size="sm"
          tone="quiet"
          shape={viewFields}
          layout={[{ fields: canShare ? ["name", "reach"] : ["name"] }]}
          values={{ reach: "own" }}
          noun="view"
          action={{ method: "POST", url: "/api/v1/views" }}
          fixed={canShare ? { concept, query: now } : { concept, query: now, reach: "own" }}
          done={null}
          submit="Save view"
          saved="View saved."
        >
          Its filters, search and order are kept. Who may not read a record sees it in no view.
        </FormDialog>
      )}
    </div>
  );
}

function queryOf(params: URLSearchParams): string {
  const kept = [...params].filter(([key, value]) => value !== "" && !passing.includes(key));
  return new URLSearchParams(kept.toSorted(([a], [b]) => (a < b ? -1 : 1))).toString();
}
