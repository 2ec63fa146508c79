import Link from "next/link";
import { Facts } from "@/components/layout/facts";
import { Section } from "@/components/layout/section";
import type { ShownVerdict } from "./read-verdict";

const forms = [
  ["json", "JSON"],
  ["markdown", "Markdown"],
  ["junit", "JUnit XML"],
  ["sarif", "SARIF 2.1.0"],
] as const;

/** What was decided about, by what, and the verdict as a file. */
export function VerdictFacts({ verdict }: { verdict: ShownVerdict }) {
  const { id, system, policyId, policyKey, policyVersion, runs, digest, answer } = verdict;
  const link = (href: string, words: string) => (
    <Link href={href} prefetch={false} className="hover:underline">
      {words}
    </Link>
  );
  const optional = (label: string, value: string | null) => (value ? [{ label, value }] : []);
  return (
    <>
      <Section title="What was decided about">
        <Facts
          items={[
            { label: "AI system", value: link(`/systems/${system.id}`, system.name) },
            {
              label: "Policy",
              value: link(`/gate-policies/${policyId}`, `${policyKey}, version ${policyVersion}`),
            },
            ...optional("Branch", verdict.branch),
            ...optional("Into", verdict.base),
            ...optional("Commit", verdict.commit),
            ...optional("Build", verdict.build),
            { label: "Exit code", value: String(answer.exit_code) },
          ]}
        />
        <h3 className="mt-3 font-medium text-sm">Test runs</h3>
        <ul className="grid gap-1">
          {runs.map((run) => (
            <li key={run.id}>{link(`/test-runs/${run.id}`, `${run.ref} ${run.tool}, ${run.fileName}`)}</li>
          ))}
        </ul>
      </Section>
      <Section title="As a file">
        <ul className="flex flex-wrap gap-3">
          {forms.map(([format, label]) => (
            <li key={format}>
              <a href={`/api/v1/gate-verdicts/${id}/report?format=${format}`} className="underline">
                {label}
              </a>
            </li>
          ))}
        </ul>
        <p className="mt-2 break-all font-mono text-ink-soft text-xs">SHA-256 {digest}</p>
      </Section>
    </>
  );
}
