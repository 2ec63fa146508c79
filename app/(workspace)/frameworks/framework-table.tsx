import Link from "next/link";
import { SimpleTable } from "@/components/table/simple-table";
import { coverageStates } from "@/lib/domain/controls/coverage/schema";
import type { coverageOverview } from "@/lib/domain/controls/queries/coverage";
import type { listFrameworks } from "@/lib/domain/frameworks/queries/browse";
import { CoverageCount } from "./coverage-count";

interface FrameworkTableProps {
  entries: Awaited<ReturnType<typeof listFrameworks.execute>>["entries"];
  frameworks: Awaited<ReturnType<typeof coverageOverview.execute>>["frameworks"];
  /** The unit or system that the counts speak of, as the address says it. */
  asked: Record<string, string>;
}

/** Every framework with how many of its requirements stand how; each count opens its requirements. */
export function FrameworkTable({ entries, frameworks, asked }: FrameworkTableProps) {
  return (
    <SimpleTable
      label="Frameworks"
      columns={[
        { key: "name", label: "Framework" },
        { key: "assessable", label: "To fulfil", align: "right" },
        ...coverageStates.map(({ value, label }) => ({ key: value, label, align: "right" as const })),
        { key: "doubts", label: "Doubts", align: "right" },
      ]}
      rows={entries.map(({ key, name, version, publisher, assessable, doubts, origin }) => {
        const found = frameworks.find((one) => one.key === key);
        const href = (state: string) =>
          `/frameworks/${key}/coverage?${new URLSearchParams({ ...asked, state })}`;
        const shown = coverageStates.map(({ value }) => [
          value,
          found?.mapped || found?.imported ? (
            <CoverageCount key={value} state={value} count={found.counts[value]} href={href(value)} />
          ) : (
            "–"
          ),
        ]);
        return {
          key,
          cells: {
            name: (
              <>
                <Link href={`/frameworks/${key}`} prefetch={false} className="font-medium hover:underline">
                  {name}
                </Link>
                <span className="block text-ink-faint text-xs">{`${version}, ${publisher}${origin ? ". Imported." : found?.mapped ? "" : ". No control of the library is mapped to it."}`}</span>
              </>
            ),
            assessable,
            doubts: doubts.length,
            ...Object.fromEntries(shown),
          },
        };
      })}
      empty="No framework is shipped."
    />
  );
}
