import Link from "next/link";
import { Section } from "@/components/layout/section";
import { Gap } from "@/components/ui/gap";
import type { StageRecord } from "../read-stage";

type Output = StageRecord["sections"][number];
type Line = Output["lines"][number];

const most = 12;

/** What the stage leaves behind, from the records that stand, each with the way to where it is changed. */
export function OutputsSection({ stage: { sections, names } }: { stage: StageRecord }) {
  return (
    <Section
      title="What the stage leaves behind"
      id="outputs"
      description="Read from the records as they are now; nothing is written twice."
    >
      <div className="grid gap-4">
        {sections.map((section) => (
          <OutputPart key={section.key} section={section} names={names} />
        ))}
      </div>
    </Section>
  );
}

function OutputPart({ section, names }: { section: Output; names: Record<string, string> }) {
  const { title, lines, href, needed } = section;
  const rest = lines.slice(most);
  return (
    <div className="grid gap-1">
      <h3 className="font-medium text-sm">
        {title}{" "}
        <Link href={href} prefetch={false} className="font-normal text-accent text-xs hover:underline">
          Change
          <span className="sr-only">{`: ${title}`}</span>
        </Link>
      </h3>
      {lines.length === 0 ? (
        needed ? (
          <p>
            <Gap>Nothing yet</Gap>
          </p>
        ) : (
          <p className="text-ink-faint text-sm">None.</p>
        )
      ) : (
        <Lines lines={lines.slice(0, most)} names={names} />
      )}
      {rest.length > 0 ? (
        <details>
          <summary className="w-fit cursor-pointer text-ink-soft text-sm">{`${rest.length} more`}</summary>
          <Lines lines={rest} names={names} />
        </details>
      ) : null}
    </div>
  );
}

function Lines({ lines, names }: { lines: readonly Line[]; names: Record<string, string> }) {
  return (
    <ul className="grid list-disc gap-1 pl-5 text-sm">
      {lines.map(({ key, text, note, href, personIds = [] }) => (
        <li key={key} className="whitespace-pre-line break-words">
          {href ? (
            <Link
              href={href}
              prefetch={false}
              className="inline-block py-0.5 underline decoration-line-strong underline-offset-2 hover:decoration-current"
            >
              {text}
            </Link>
          ) : (
            text
          )}
          {personIds.length > 0
            ? ` (${personIds.map((id) => names[id] ?? "somebody who left").join(", ")})`
            : ""}
          {note ? <span className="block text-ink-soft text-xs">{note}</span> : null}
        </li>
      ))}
    </ul>
  );
}
