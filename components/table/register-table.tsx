"use client";
import dynamic from "next/dynamic";
import { useQueryState } from "nuqs";
import { useEffect, useMemo, useRef } from "react";
import { AsOfControl } from "@/components/layout/as-of-control";
import { onDay } from "@/components/layout/on-day";
import { BulkEdit } from "@/components/table/bulk-edit";
import { RegisterEmpty } from "@/components/table/register-empty";
import type { RegisterTableProps } from "@/components/table/register-table-props";
import { RegisterToolbar } from "@/components/table/register-toolbar";
import { SelectionBar } from "@/components/table/selection-bar";
import { TableBody } from "@/components/table/table-body";
import { TableHead } from "@/components/table/table-head";
import { useArchive } from "@/components/table/use-archive";
import { useRegisterCount } from "@/components/table/use-register-count";
import { linkColumnOf, useRegisterModel } from "@/components/table/use-register-model";
import { useRegisterQuery } from "@/components/table/use-register-query";
import { useRegisterRows } from "@/components/table/use-register-rows";
import { useShownColumns } from "@/components/table/use-shown-columns";
import { Button } from "@/components/ui/button";

const RecordPanel = dynamic(() => import("@/components/table/record-panel"), { ssr: false });
const noNames = {};

/** A register: rows from the server, view in the address, columns as the person chose them. */
export function RegisterTable(props: RegisterTableProps) {
  const {
    concept,
    title,
    noun,
    columns,
    ownFilters,
    bands = [],
    can,
    savedColumns,
    total: given,
    hrefBase = `/${concept}`,
    names = noNames,
    bulk = [],
    asOf,
    looksBack = false,
    hasHistory = false,
    archive,
  } = props;
  const scroller = useRef<HTMLElement>(null);
  const query = useRegisterQuery(columns, ownFilters, asOf);
  const { shown, change, reset } = useShownColumns(concept, columns, savedColumns);
  const [open, setOpen] = useQueryState("panel", { history: "replace" });
  const loaded = useRegisterRows(concept, props, query.listed, shown);
  const total = useRegisterCount(concept, query.narrowed, props.rows, given);
  const print = useArchive(archive);
  const model = useRegisterModel(columns, loaded.rows, shown);
  const linkKey = useMemo(() => linkColumnOf(model.shown), [model.shown]);
  const selected = model.table.getSelectedRowModel().rows.map((row) => row.original);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another view starts at its top, with nothing selected.
  useEffect(() => {
    if (scroller.current) scroller.current.scrollTop = 0;
    model.table.resetRowSelection(true);
  }, [query.listed]);
  const clearSelection = () => model.table.resetRowSelection(true);
  if (loaded.rows.length === 0 && !query.filtered && !query.pending) {
    return (
      <div className="border-line border-t bg-panel flex-1">
        <RegisterEmpty {...props} query={query} />
      </div>
    );
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col border-line border-t">
      <RegisterToolbar
        concept={concept}
        noun={noun}
        columns={columns}
        shown={shown}
        onShow={change}
        onReset={reset}
        rows={loaded.rows}
        names={names}
        query={query}
        total={total}
        canExport={can.export ?? false}
        onPrint={print && (() => print({ filters: Object.fromEntries(new URLSearchParams(query.listed)) }))}
        lookBack={looksBack ? <AsOfControl asOf={asOf} size="sm" /> : null}
      />
      <div className="flex min-h-0 flex-1">
        <section
          ref={scroller}
          aria-label={`${title}, table`}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
          tabIndex={0}
          aria-busy={query.pending}
          className="focus-inset relative min-h-0 flex-1 overflow-auto bg-panel print:overflow-visible"
        >
          <table
            aria-label={title}
            aria-rowcount={total ? total.count + 1 : -1}
            className="w-full table-fixed border-separate border-spacing-0 text-sm"
            style={{ minWidth: model.table.getTotalSize() + 40 }}
          >
            <TableHead model={model} linkKey={linkKey} query={query} />
            <TableBody
              model={model}
              linkKey={linkKey}
              bands={bands}
              hrefBase={hrefBase}
              asOf={asOf}
              scroller={scroller}
              loaded={loaded}
              pending={query.pending}
              noun={noun}
              open={open}
              onOpen={(id) => void setOpen(id)}
            />
          </table>
          {loaded.rows.length === 0 ? <RegisterEmpty {...props} query={query} /> : null}
        </section>
        {open ? (
          <RecordPanel
            {...{ concept, columns, bands, asOf, hasHistory }}
            id={open}
            href={onDay(`${hrefBase}/${open}`, asOf)}
            onClose={() => void setOpen(null)}
          />
        ) : null}
      </div>
      {selected.length > 0 ? (
        <SelectionBar
          rows={selected}
          columns={model.shown}
          bands={bands}
          noun={noun}
          onClear={clearSelection}
        >
          {print ? (
            <Button size="sm" tone="quiet" onClick={() => print({ ids: selected.map(({ id }) => id) })}>
              PDFs as ZIP
            </Button>
          ) : null}
          {bulk.length > 0 ? (
            <BulkEdit
              {...{ concept, noun, fields: bulk, rows: selected, total }}
              whole={!loaded.more && selected.length === loaded.rows.length}
              listed={query.listed}
              onDone={(ids) => model.table.setRowSelection((now) => without(now, ids))}
            />
          ) : null}
        </SelectionBar>
      ) : null}
    </div>
  );
}

function without(selection: Readonly<Record<string, true>>, ids: readonly string[]): Record<string, true> {
  return Object.fromEntries(Object.entries(selection).filter(([id]) => !ids.includes(id)));
}
