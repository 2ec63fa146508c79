import { ChangedFields } from "@/components/domain/changed-fields";
import { Badge } from "@/components/ui/badge";
import type { TemplateChange } from "@/lib/domain/assessments/templates/compare/rules";

const tones = { added: "good", removed: "bad", changed: "info", moved: "neutral" } as const;
const words = { added: "Added", removed: "Removed", changed: "Changed", moved: "Moved" };

/** The differences between two versions, each with what it said before and says after. */
export function TemplateChanges({ changes }: { changes: readonly TemplateChange[] }) {
  if (changes.length === 0) return <p className="text-ink-faint text-sm">Both say the same.</p>;
  return (
    <ul className="grid gap-3">
      {changes.map(({ of, key, label, change, fields }) => (
        <li key={`${of} ${key} ${change}`} className="min-w-0">
          <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
            <Badge tone={tones[change]}>{words[change]}</Badge>
            <span className="min-w-0 break-words font-medium">{label || "Without words"}</span>
            <span className="text-ink-faint text-sm">
              {of} <code>{key}</code>
            </span>
          </p>
          {fields.length === 0 ? null : <ChangedFields fields={fields} />}
        </li>
      ))}
    </ul>
  );
}
