import type { ReactNode } from "react";
import { Section } from "@/components/layout/section";
import { currentFrom, furtherNeeded, type LinkedEffect } from "@/lib/domain/controls/current-score/rules";

const works = { share: 1, why: "Its test passed." } as const;
const filters = { ref: "C-0001", title: "Prompt filters", lowersLikelihood: 2, lowersImpact: 0, ...works };
const limits = { ref: "C-0002", title: "Least privilege", lowersLikelihood: 1, lowersImpact: 1, ...works };
const reviews = { ref: "C-0003", title: "Access reviews", lowersLikelihood: 1, lowersImpact: 0, ...works };
const failed = { ...filters, share: 0, why: "Its test on 12 Nov 2026 failed." } as const;

const examples: { title: string; linked: readonly LinkedEffect[] }[] = [
  { title: "Two controls that work", linked: [filters, limits] },
  { title: "A third one that lowers the same axis", linked: [filters, limits, reviews] },
  { title: "The strongest one fails", linked: [failed, limits, reviews] },
];

/** The rule in words, each part under its own heading, with examples worked out by the rule itself. */
export function MethodText() {
  return (
    <>
      <Part title="What counts">
        <p>
          Each control says by how many steps of a five-step scale it lowers likelihood and impact while it
          works. The control library says so for its own, each with its reason; for a control of your own you
          say it.
        </p>
        <ul className="ml-5 grid list-disc gap-1.5">
          <li>In full, while both its design and its operation are effective.</li>
          <li>For half, rounded down, while one of them is partly effective and the other no worse.</li>
          <li>
            Not at all otherwise. A control that is planned, was never tested, failed, whose test ended
            without a result, or whose next test is late shows nothing, and what is not shown does not count.
          </li>
        </ul>
      </Part>
      <Part title="How it is put together">
        <ol className="ml-5 grid list-decimal gap-1.5">
          <li>The start is the inherent score: likelihood × impact before any treatment.</li>
          <li>Each axis falls by as many steps as the strongest control that counts lowers it.</li>
          <li>
            It falls by one step more where at least {furtherNeeded} further controls lower the same axis:
            defence in depth is worth something, and not the sum of its parts.
          </li>
          <li>No axis falls below 1. On a longer or shorter scale the steps are stretched in proportion.</li>
        </ol>
      </Part>
      <Part title="Examples, from an inherent score of 5×4">
        <dl className="grid gap-3">
          {examples.map(({ title, linked }) => (
            <div key={title}>
              <dt className="font-medium">{title}</dt>
              <dd className="text-ink-soft">
                {currentFrom({ likelihood: 5, impact: 4 }, linked, { likelihood: 5, impact: 5 }).sentence}
              </dd>
            </div>
          ))}
        </dl>
      </Part>
      <Part title="When it moves, and who decides">
        <p>
          At once with every test, change or link that somebody makes, and within the hour when a test becomes
          stale. A score that rises is told to the owner of the risk, and an acceptance that rested on the
          lower score goes stale. Earlier scores stay in the history with their reasons.
        </p>
        <p>
          Whoever scores the current risk by hand, with a reason, takes it out of the rule: it then stands
          until it is given back to the controls. Its owner is told when a linked control comes to count for
          less.
        </p>
      </Part>
      <Part title="What it leaves out">
        <p>
          The rule is ordinal: steps are not probabilities, and two risks of the same score need not be alike.
          It takes controls as independent and knows nothing of how they fail together. Where money matters,
          quantify the risk. The arithmetic is our own and taken from no standard.
        </p>
      </Part>
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Section title={title}>
      <div className="grid max-w-[75ch] gap-3">{children}</div>
    </Section>
  );
}
