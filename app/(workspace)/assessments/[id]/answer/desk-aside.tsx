import { Section } from "@/components/layout/section";
import { ProgressBar } from "@/components/ui/progress-bar";
import type { Answers, Asked } from "@/lib/domain/assessments/templates/rules";

interface DeskAsideProps {
  asked: Asked;
  left: readonly { section: { key: string }; question: { key: string } }[];
  allowed: ReadonlySet<string>;
  at: string;
  go: (key: string) => void;
  bare: Answers;
}

/** What is left, section by section, and the way to each. */
export function DeskAside({ asked, left, allowed, at, go, bare }: DeskAsideProps) {
  const sections = asked.sections
    .map(({ section, questions }) => ({
      section,
      questions: questions.filter(({ key }) => allowed.has(key)),
    }))
    .filter(({ questions }) => questions.length > 0);
  const all = sections.flatMap(({ questions }) => questions);
  return (
    <div className="xl:sticky xl:top-16">
      <Section title={left.length === 0 ? "Nothing is left" : `${left.length} left`}>
        <ProgressBar label="Answered" value={all.filter(({ key }) => bare[key]).length} of={all.length} />
        <nav aria-label="Sections" className="mt-3">
          <ul className="grid gap-0.5">
            {sections.map(({ section, questions }) => {
              const open = left.filter((one) => one.section.key === section.key);
              const here = questions.some(({ key }) => key === at);
              return (
                <li key={section.key}>
                  <button
                    type="button"
                    aria-current={here ? "step" : undefined}
                    onClick={() => go(open[0]?.question.key ?? questions[0]?.key ?? "")}
                    className="flex w-full justify-between gap-3 rounded-md px-2 py-1 text-left text-sm hover:bg-sunken aria-[current]:bg-accent-soft"
                  >
                    <span className="min-w-0">{section.title}</span>
                    <span className="shrink-0 text-ink-faint tabular-nums">
                      {open.length === 0 ? "done" : `${open.length} left`}
                    </span>
                  </button>
                </li>
              );
            })}
          </ul>
        </nav>
        {asked.hidden.length > 0 ? (
          <div className="mt-3 text-sm">
            <p className="font-medium">Answered, but no longer asked:</p>
            <ul className="mt-1 list-disc pl-5 text-ink-soft">
              {asked.hidden.map(({ key, label }) => (
                <li key={key}>{label}</li>
              ))}
            </ul>
          </div>
        ) : null}
        <p className="mt-4 text-ink-faint text-xs">
          Keys: 1 to 9 choose, u is “I don't know”, Enter or j goes on, k goes back.
        </p>
      </Section>
    </div>
  );
}
