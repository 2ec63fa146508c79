import Link from "next/link";
import { Section } from "@/components/layout/section";
import { HostileText } from "@/components/ui/hostile-text";
import type { ShownFinding } from "./read-finding";

/** Some failed cases of the newest run that saw a finding: whether their prompts failed before, and excerpts where they are kept. */
export function CasesSection({ finding }: { finding: ShownFinding }) {
  const { cases } = finding;
  if (cases.length === 0) return null;
  const texts = cases.some(({ prompt, answer }) => prompt !== null || answer !== null);
  return (
    <Section
      title={`Failed cases: ${cases.length}`}
      id="cases"
      description={
        texts
          ? "Of the newest run that saw it. Excerpts are masked and cut; they are text that somebody wrote to deceive."
          : "Of the newest run that saw it. Prompts are known by keyed hashes; your organisation keeps no excerpts."
      }
    >
      <ul className="grid gap-4">
        {cases.map(({ id, promptHash, times, caseId, prompt, answer, alsoIn }) => (
          <li key={id} className="grid gap-1 border-line border-l-2 pl-3">
            <span className="text-sm">
              Prompt <span className="font-mono text-xs">{promptHash.slice(-12)}</span>
              {times > 1 ? `, ${times} times` : ""}
              {caseId ? (
                <span className="break-all text-ink-soft">, case {caseId.slice(0, 60)} of the tool</span>
              ) : null}
            </span>
            <span className="text-ink-soft text-sm">
              {alsoIn.length === 0 ? "Kept of no other run" : "The same prompt failed in "}
              {alsoIn.map((run, i) => (
                <span key={run.id}>
                  {i > 0 ? ", " : ""}
                  <Link
                    href={`/test-runs/${run.id}`}
                    prefetch={false}
                    className="underline underline-offset-2"
                  >
                    {run.ref}
                  </Link>
                </span>
              ))}
            </span>
            {prompt === null ? null : <Excerpt words="Asked" text={prompt} />}
            {answer === null ? null : <Excerpt words="Answered" text={answer} />}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Excerpt({ words, text }: { words: string; text: string }) {
  return (
    <div>
      <span className="text-ink-soft text-xs">{words}</span>
      <HostileText text={text} />
    </div>
  );
}
