import type { ReactNode } from "react";
import { ChangedFields } from "@/components/domain/changed-fields";
import { Section } from "@/components/layout/section";
import { Badge } from "@/components/ui/badge";
import type { VersionChanges as Changes } from "@/lib/domain/frameworks/versions/rules";

interface VersionChangesProps {
  earlier: { id: string; edition: string };
  changes: Changes;
}

/** What a version adds, removes, changes and numbers otherwise beside an earlier one. */
export function VersionChanges({ earlier, changes }: VersionChangesProps) {
  const { added, removed, changed, renumbered, same } = changes;
  const all = added.length + removed.length + changed.length + renumbered.length;
  return (
    <Section
      title={`What changes beside ${earlier.edition}: ${all}`}
      description={`${same} lines are the same. Lines are the same requirement when their references are.`}
    >
      <ul className="grid gap-3">
        {removed.map((one) => (
          <Change key={`removed ${one.ref}`} tone="bad" word="Removed" line={one} />
        ))}
        {renumbered.map(({ was, ...one }) => (
          <Change key={`renumbered ${one.ref}`} tone="warn" word={`Renumbered, was ${was}`} line={one} />
        ))}
        {changed.map(({ fields, ...one }) => (
          <Change key={`changed ${one.ref}`} tone="info" word="Changed" line={one}>
            <ChangedFields fields={fields} />
          </Change>
        ))}
        {added.map((one) => (
          <Change key={`added ${one.ref}`} tone="good" word="Added" line={one} />
        ))}
      </ul>
    </Section>
  );
}

interface ChangeProps {
  tone: "good" | "bad" | "info" | "warn";
  word: string;
  line: { ref: string; title: string };
  children?: ReactNode;
}

function Change({ tone, word, line: { ref, title }, children }: ChangeProps) {
  return (
    <li className="min-w-0">
      <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
        <Badge tone={tone}>{word}</Badge>
        <span className="min-w-0 break-words">
          <span className="text-ink-soft">{ref}</span> {title}
        </span>
      </p>
      {children}
    </li>
  );
}
