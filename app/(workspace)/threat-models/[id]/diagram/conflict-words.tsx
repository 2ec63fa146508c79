import { differences } from "@/lib/domain/threat-models/edit/compare/rules";
import type { Drawing, Part } from "@/lib/domain/threat-models/edit/schema";
import { nameOf } from "./part-words";

/** What one's own drawing has differently from that of somebody else who was quicker, both in words. */
export function ConflictWords({ mine, theirs }: { mine: Drawing; theirs: Drawing }) {
  const found = differences(mine, theirs);
  const named = (drawing: Drawing, parts: readonly Part[]) =>
    parts.map((part) => `${words[part.kind]} ${nameOf(drawing, part)}`);
  const changed = found.changed.map(({ mine: one, theirs: other, facts }) => {
    const [here, there] = [nameOf(mine, one), nameOf(theirs, other)];
    const called = here === there ? here : `${here} (theirs: ${there})`;
    return `${words[one.kind]} ${called}: ${facts.join(", ")}`;
  });
  const lists = [
    { title: "Only in yours", items: named(mine, found.mine) },
    { title: "Only in theirs", items: named(theirs, found.theirs) },
    { title: "Not the same in both", items: changed },
  ].filter(({ items }) => items.length > 0);
  return (
    <div className="grid gap-2">
      {lists.map(({ title, items }) => (
        <div key={title}>
          <p className="font-medium text-sm">{title}</p>
          <ul className="list-disc pl-5 text-sm">
            {items.map((item) => (
              <li key={item}>{item}</li>
            ))}
          </ul>
        </div>
      ))}
      {found.moved ? <p className="text-sm">Some parts are drawn in other places.</p> : null}
    </div>
  );
}

const words = { element: "Element", flow: "Flow", zone: "Zone" };
