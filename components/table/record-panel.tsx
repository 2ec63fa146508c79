"use client";
import { X } from "lucide-react";
import { useEffect, useState } from "react";
import type { Band } from "@/components/domain/band";
import { onDay } from "@/components/layout/on-day";
import { PanelHistory } from "@/components/table/panel-history";
import { ButtonLink } from "@/components/ui/button-link";
import { buttonLook } from "@/components/ui/button-look";
import { FieldValue } from "@/components/ui/field-value";
import type { CellValue, Column } from "@/lib/platform/register/column";

interface RecordPanelProps {
  concept: string;
  id: string;
  columns: readonly Column[];
  bands: readonly Band[];
  href: string;
  /** The day that is looked back to. */
  asOf?: string | undefined;
  hasHistory: boolean;
  onClose: () => void;
}

type Answer = Readonly<Record<string, CellValue>>;

/** One record beside its register, to read without leaving it; the work is done on its own page. */
export default function RecordPanel(props: RecordPanelProps) {
  const { concept, id, columns, bands, href, asOf, hasHistory, onClose } = props;
  const [read, setRead] = useState<{ id: string; record: Answer | null } | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    const ask = async () => {
      const answer = await fetch(onDay(`/api/v1/${concept}/${id}`, asOf), { signal: controller.signal });
      setRead({ id, record: answer.ok ? ((await answer.json()) as Answer) : null });
    };
    ask().catch(() => {
      if (!controller.signal.aborted) setRead({ id, record: null });
    });
    return () => controller.abort();
  }, [concept, id, asOf]);
  // The last record stays until the next one is there, so that nothing flickers while keys move on.
  const record = read?.record ?? null;
  const title = String(record?.["title"] ?? record?.["name"] ?? "");
  return (
    <aside
      aria-label="Side panel"
      aria-busy={read?.id !== id}
      className="flex w-96 shrink-0 flex-col overflow-hidden border-line border-l bg-panel max-xl:fixed max-xl:inset-y-0 max-xl:right-0 max-xl:z-40 max-xl:w-[min(24rem,100vw)] max-xl:shadow-pop print:hidden"
    >
      <div className="flex items-start gap-2 border-line border-b px-4 py-2.5">
        <h2 className="min-w-0 flex-1 font-semibold">
          {record ? (
            <>
              <span className="mr-1.5 font-normal text-ink-faint">{String(record["ref"] ?? "")}</span>
              {title}
            </>
          ) : read ? (
            "There is no such record"
          ) : (
            "Reading…"
          )}
        </h2>
        <ButtonLink href={typeof record?.["href"] === "string" ? record["href"] : href} size="sm">
          Open
        </ButtonLink>
        <button
          type="button"
          aria-label="Close the side panel"
          onClick={onClose}
          className={buttonLook("quiet", "sm", true)}
        >
          <X aria-hidden="true" className="size-4" />
        </button>
      </div>
      <section
        aria-label="Facts"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
        tabIndex={0}
        className="focus-inset min-h-0 flex-1 overflow-y-auto px-4 py-3"
      >
        {record ? (
          <dl className="grid gap-2.5">
            {columns
              .filter(({ key }) => Object.hasOwn(record, key) && !["ref", "title", "name"].includes(key))
              .map((column) => (
                <div key={column.key} className="min-w-0">
                  <dt className="text-ink-faint text-xs">{column.label}</dt>
                  <dd className="break-words text-sm">
                    <FieldValue field={column} value={record[column.key] ?? null} bands={bands} />
                  </dd>
                </div>
              ))}
          </dl>
        ) : read ? (
          <p className="text-sm">It is gone, or you may not see it.</p>
        ) : null}
        {record && hasHistory ? (
          <PanelHistory key={id} concept={concept} id={id} asOf={asOf} href={href} />
        ) : null}
      </section>
    </aside>
  );
}
