import { Section } from "@/components/layout/section";
import { settings } from "@/lib/platform/settings/settings";

const templates = [
  { href: "/ci/github-workflow.yml", label: "GitHub Actions" },
  { href: "/ci/gitlab-ci.yml", label: "GitLab CI" },
  { href: "/ci/gate.sh", label: "Shell script" },
] as const;

/** How a pipeline asks this gate: a line to copy, and templates. */
export function PipelineSection({ policyKey }: { policyKey: string }) {
  const url = settings().PUBLIC_URL.replace(/\/$/, "");
  const lines = [
    `export PLUMBLINE_URL=${url} PLUMBLINE_POLICY=${policyKey}`,
    "export PLUMBLINE_SYSTEM=… PLUMBLINE_TOKEN=… # the id of the AI system, an API token",
    'curl -fsS "$PLUMBLINE_URL/ci/gate.sh" | sh -s -- results.jsonl',
  ];
  return (
    <Section
      title="In a pipeline"
      description="Ends with 0 pass, 1 fail, 2 undecided, 3 wrong use. What cannot be decided never passes."
    >
      <pre className="whitespace-pre-wrap break-words rounded-lg bg-sunken p-3 font-mono text-xs">
        {lines.join("\n")}
      </pre>
      <p className="mt-2 flex flex-wrap gap-3 text-sm">
        To copy:
        {templates.map(({ href, label }) => (
          <a key={href} href={href} download className="underline">
            {label}
          </a>
        ))}
      </p>
    </Section>
  );
}
