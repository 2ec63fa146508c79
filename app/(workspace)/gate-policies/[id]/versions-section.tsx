import Link from "next/link";
import { Section } from "@/components/layout/section";
import { ButtonLink } from "@/components/ui/button-link";
import { DateText } from "@/components/ui/date-text";
import type { listPolicyVersions } from "@/lib/domain/test-runs/gate/queries/versions";

interface VersionsSectionProps {
  id: string;
  /** The version whose text is shown. */
  shown: number;
  versions: Awaited<ReturnType<typeof listPolicyVersions.execute>>;
}

/** The versions of a gate policy, each with why it was written and a link to its text. */
export function VersionsSection({ id, shown, versions: { rows, next } }: VersionsSectionProps) {
  return (
    <Section
      title="Versions"
      id="versions"
      description="The newest first. Verdicts keep the version that they were made by."
      actions={
        next === null ? null : (
          <ButtonLink size="sm" href={`/gate-policies/${id}?before=${next}#versions`}>
            Older versions
          </ButtonLink>
        )
      }
    >
      <ol className="grid gap-4">
        {rows.map(({ number, reason, sha256, by, at }) => (
          <li key={number} className="grid gap-1 border-line border-l-2 pl-3">
            <span className="break-words">
              {number === shown ? (
                <span className="font-medium">Version {number}, shown above</span>
              ) : (
                <Link
                  href={`/gate-policies/${id}?version=${number}`}
                  prefetch={false}
                  className="font-medium hover:underline"
                >
                  Version {number}
                </Link>
              )}
              : {reason}
            </span>
            <span className="text-ink-soft text-sm">
              {by ?? "A person"}, <DateText value={at} time />
            </span>
            <span className="break-all font-mono text-ink-soft text-xs">SHA-256 {sha256}</span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
