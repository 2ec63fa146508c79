"use client";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { ActButton } from "@/components/form/act-button";
import { FormDialog } from "@/components/form/form-dialog";
import { viewFields } from "@/lib/domain/views/schema";

interface View {
  id: string;
  name: string;
  query: string;
  shared: boolean;
  version: number;
  can: { edit: boolean };
}

interface ViewTabsProps {
  concept: string;
  home: string;
  views: readonly View[];
  canShare: boolean;
  /** The columns that the person chose, as an address names them; empty for those of the register. */
  columns: string;
}

// A day looked back at, and the row that is open, belong to the moment and not to a view.
const passing = ["asOf", "panel", "cursor", "view"];

/** The views of a register under their names; what is on screen can be kept as one. The address stays the truth. */
export function ViewTabs({ concept, home, views, canShare, columns }: ViewTabsProps) {
  const params = useSearchParams();
  const now = queryOf(params);
  const same = views.find(({ query }) => queryOf(new URLSearchParams(query)) === now);
  const current = views.find(({ id }) => id === params.get("view")) ?? same;
  if (views.length === 0 && now === "" && columns === "") return null;
  const asShown = withColumns(now, columns);
  return (
    <div className="flex flex-wrap items-center gap-1.5 px-4 pt-2 lg:px-6 print:hidden">
      <nav aria-label="Views">
        <ul className="flex flex-wrap gap-1.5">
          {views.map(({ id, name, query, shared }) => (
            <li key={id}>
              <Link
                href={`${home}?${query === "" ? "" : `${query}&`}view=${id}`}
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
      {current ? (
        <ViewActs {...{ concept, home, views, current }} changedTo={current === same ? null : now} />
      ) : null}
      {same || (now === "" && columns === "") ? null : (
        <FormDialog
          label={current ? "Save as new view" : "Save view"}
          title="Keep this view"
          size="sm"
          tone="quiet"
          shape={viewFields}
          layout={[{ fields: canShare ? ["name", "reach"] : ["name"] }]}
          values={{ reach: "own" }}
          noun="view"
          action={{ method: "POST", url: "/api/v1/views" }}
          fixed={{ concept, query: asShown, ...(canShare ? {} : { reach: "own" }) }}
          done={`${home}?${asShown}`}
          submit="Save view"
          saved="View saved."
        >
          Its filters, search, order and columns are kept. Who may not read a record sees it in no view.
        </FormDialog>
      )}
    </div>
  );
}

interface ViewActsProps {
  concept: string;
  home: string;
  views: readonly View[];
  current: View;
  /** What the register shows by now, where that is no longer what the view keeps. */
  changedTo: string | null;
}

/** What can be done with the view that is shown: keep what was changed, move its tab, remove it. */
function ViewActs({ concept, home, views, current, changedTo }: ViewActsProps) {
  const { id, name, version, shared, can } = current;
  const at = views.indexOf(current);
  const ids = views.map((one) => one.id);
  const order = [...ids.slice(0, at - 1), id, ids[at - 1], ...ids.slice(at + 1)];
  return (
    <>
      {can.edit && changedTo !== null ? (
        <ActButton
          label="Save changes"
          size="sm"
          tone="quiet"
          action={{ method: "PATCH", url: `/api/v1/views/${id}`, body: { version, query: changedTo } }}
          done={`${name} shows this now.`}
        />
      ) : null}
      {at > 0 ? (
        <ActButton
          label="Move to the left"
          size="sm"
          tone="quiet"
          action={{ method: "PUT", url: `/api/v1/preferences/views.${concept}`, body: { value: order } }}
        />
      ) : null}
      {can.edit ? (
        <ActButton
          label="Remove view"
          size="sm"
          tone="quiet"
          action={{ method: "POST", url: `/api/v1/views/${id}/remove`, body: { version } }}
          confirm={{
            title: `Remove the view ${name}?`,
            consequence: shared
              ? "It is gone for everybody it is shared with. The records stay."
              : "The records stay as they are.",
            button: "Remove view",
          }}
          goTo={home}
          done="View removed."
        />
      ) : null}
    </>
  );
}

function queryOf(params: URLSearchParams): string {
  const kept = [...params].filter(([key, value]) => value !== "" && !passing.includes(key));
  return new URLSearchParams(kept.toSorted(([a], [b]) => (a < b ? -1 : 1))).toString();
}

function withColumns(query: string, columns: string): string {
  const params = new URLSearchParams(query);
  if (columns !== "" && !params.has("columns")) params.set("columns", columns);
  return queryOf(params);
}
