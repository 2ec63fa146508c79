import Link from "next/link";
import { Facts } from "@/components/layout/facts";
import { Section } from "@/components/layout/section";
import { DateText } from "@/components/ui/date-text";
import type { ShownRun } from "./read-run";

/** What a run tested, where it comes from, what the tool says of itself, and what a person should know of the file. */
export function RunFacts({ run }: { run: ShownRun }) {
  const { system, model, modelId, modelVersion, promptId, promptName, promptVersion, previous } = run;
  const link = (href: string, words: string) => (
    <Link href={href} prefetch={false} className="hover:underline">
      {words}
    </Link>
  );
  const optional = (label: string, value: string | null) => (value ? [{ label, value }] : []);
  const versioned = (name: string | null, version: string | null) =>
    [name, version ? `version ${version}` : "version not known"].join(", ");
  return (
    <>
      <Section title="What was tested">
        <Facts
          items={[
            { label: "AI system", value: link(`/systems/${system.id}`, system.name) },
            {
              label: "Model",
              value: modelId ? link(`/models/${modelId}`, versioned(model, modelVersion)) : null,
              empty: "Not said",
            },
            {
              label: "Prompt",
              value: promptId ? link(`/prompts/${promptId}`, versioned(promptName, promptVersion)) : null,
              empty: "Not said",
            },
            {
              label: "Named in the file",
              value: run.targets.join(", ") || null,
              empty: "Nothing",
              help: "Only compared: what was tested is what the sender said.",
            },
            ...optional("Meant to be tested", run.scope),
            ...optional("Branch", run.branch),
            ...optional("Commit", run.commit),
            ...optional("Build", run.build),
          ]}
        />
      </Section>
      <Section title="The file">
        <Facts
          items={[
            { label: "Tool", value: [run.tool, run.toolVersion].filter(Boolean).join(" ") },
            { label: "Format", value: `${run.format}, ${run.formatVersion}` },
            { label: "File", value: run.fileName },
            { label: "SHA-256", value: <span className="break-all font-mono text-xs">{run.sha256}</span> },
            ...run.facts.flatMap(({ runId }) => optional("Run of the tool", runId)),
            ...(run.rawIn
              ? [{ label: "As it came", value: link(`/test-imports/${run.rawIn.id}`, "Kept, encrypted") }]
              : []),
            { label: "Handed in by", value: run.handedInBy },
            { label: "Handed in", value: <DateText value={run.createdAt} time /> },
            ...(previous
              ? [{ label: "Run before", value: link(`/test-runs/${previous.id}`, previous.ref) }]
              : []),
            { label: "New findings", value: String(run.created) },
            { label: "Closed findings", value: String(run.closed) },
          ]}
        />
      </Section>
      {run.warnings.length > 0 ? (
        <Section title={`Notes: ${run.warnings.length}`}>
          <ul className="grid list-disc gap-1 pl-5 text-sm">
            {run.warnings.map(({ line, message }) => (
              <li key={`${line} ${message}`} className="break-words">
                {line === null ? message : `Line ${line}: ${message}`}
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </>
  );
}
