import Link from "next/link";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { InlineAlert } from "@/components/ui/inline-alert";
import { OptionBadge } from "@/components/ui/option-badge";
import { severityOptions } from "@/lib/domain/test-runs/findings/schema";
import type { TakenImport } from "./outcome-section";

const words: Readonly<Record<string, string>> = {
  create: "Created",
  update: "Updated",
  close: "Closed",
  reopen: "Reopened",
  "not-reproduced": "Not reproduced",
  held: "Left as decided",
  "not-retested": "Not tested again",
  "older-run": "Left, a newer run decides",
};

interface EffectsSectionProps {
  told: NonNullable<TakenImport["found"]>;
  applied: boolean;
}

/** Finding by finding what a file does and why, what no table maps, and what a person should know of the file. */
export function EffectsSection({ told, applied }: EffectsSectionProps) {
  const { effects, findings, unmapped, warnings } = told;
  const { unmapped: unmappedCount, ...moved } = effects;
  const all = Object.values(moved).reduce((sum, one) => sum + one, 0);
  const counted = Object.entries(moved).filter(([, count]) => count > 0);
  return (
    <>
      {warnings.length > 0 ? (
        <InlineAlert tone="warn" title={`Notes on the file: ${warnings.length}`}>
          <ul className="grid list-disc gap-1 pl-5">
            {warnings.map((warning) => (
              <li key={warning} className="break-words">
                {warning}
              </li>
            ))}
          </ul>
        </InlineAlert>
      ) : null}
      <Section
        title={applied ? "What it did" : "What it would do"}
        description={
          counted.map(([effect, count]) => `${words[effect] ?? effect}: ${count}`).join(" · ") ||
          "No finding is touched."
        }
        flush
      >
        <SimpleTable
          label="Findings that the file touches"
          columns={[
            { key: "effect", label: "Effect", width: "8.5rem" },
            { key: "finding", label: "Finding", width: "16rem" },
            { key: "severity", label: "Severity", width: "6.5rem" },
            { key: "reason", label: "Why" },
          ]}
          rows={findings.map(({ effect, id, ref, name, severity, reason }) => ({
            key: `${effect} ${ref} ${name}`,
            cells: {
              effect: words[effect] ?? effect,
              finding: id ? (
                <Link href={`/findings/${id}`} prefetch={false} className="font-medium hover:underline">
                  {ref} {name}
                </Link>
              ) : (
                <span className="break-words">{name}</span>
              ),
              severity: severity ? <OptionBadge options={severityOptions} value={severity} /> : "None",
              reason,
            },
          }))}
          empty="The file holds nothing that makes, changes or closes a finding."
        />
        {all > findings.length ? (
          <p className="px-4 py-2 text-ink-faint text-sm">
            The first {findings.length} of {all} are listed.
          </p>
        ) : null}
      </Section>
      {unmappedCount > 0 ? (
        <Section
          title={`Mapped to no threat class: ${unmappedCount}`}
          description="No table knows these checks, so they belong to no class and weigh as the middle one. Nothing is guessed."
        >
          <p className="break-words text-sm">{unmapped.join(", ")}</p>
        </Section>
      ) : null}
    </>
  );
}
