import Link from "next/link";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { OptionBadge } from "@/components/ui/option-badge";
import { coverageStates } from "@/lib/domain/controls/coverage/schema";
import { JudgeRequirement } from "./judge-requirement";

interface CoverageRowsProps {
  framework: string;
  place: { unitId: string } | { systemId: string };
  where: string;
  rows: readonly {
    ref: string;
    title: string;
    state: string;
    places: number;
    path: readonly string[];
    at: string | null;
    next: { text: string; href: string } | null;
  }[];
  /** At how many AI systems it is judged. */
  spots: number;
  mayJudge: boolean;
}

/** Each requirement with its state, from what that follows, and what closes the gap. */
export function CoverageRows({ framework, place, where, rows, spots, mayJudge }: CoverageRowsProps) {
  return (
    <Section title={`Requirements: ${rows.length}`} flush>
      <SimpleTable
        label="Requirements"
        columns={[
          { key: "requirement", label: "Requirement", width: "30%" },
          { key: "state", label: "Covered", width: "10rem" },
          { key: "why", label: "Follows from" },
          { key: "next", label: "Next step", width: "24%" },
          { key: "act", label: "", width: "7rem", align: "right" },
        ]}
        rows={rows.map(({ ref, title, state, places, path, at, next }) => ({
          key: ref,
          cells: {
            requirement: (
              <>
                <span className="text-ink-soft">{ref}</span> {title}
              </>
            ),
            state: (
              <span className="grid justify-items-start gap-0.5">
                <OptionBadge options={coverageStates} value={state} />
                {spots > 1 && state !== "excluded" ? (
                  <span className="text-ink-faint text-xs">{`at ${places} of ${spots} systems`}</span>
                ) : null}
              </span>
            ),
            why: (
              <>
                {path.length > 0 ? (
                  path.join(" → ")
                ) : (
                  <span className="text-ink-faint">Nothing that works</span>
                )}
                {at && places < spots && (state === "open" || state === "related") ? (
                  <span className="block text-ink-faint text-xs">{`For one, at ${at}`}</span>
                ) : null}
              </>
            ),
            next: next ? (
              <Link href={next.href} prefetch={false} className="text-accent hover:underline">
                {next.text}
              </Link>
            ) : null,
            act:
              mayJudge && state !== "excluded" ? (
                <JudgeRequirement framework={framework} reference={ref} place={place} where={where} />
              ) : null,
          },
        }))}
        empty="No requirement is in this state."
      />
    </Section>
  );
}
