import { Section } from "@/components/layout/section";
import type { compareVersions } from "@/lib/domain/threat-models/queries/versions";
import { threatStateLabel } from "@/lib/domain/threat-models/record/schema";

type Compared = Awaited<ReturnType<typeof compareVersions.execute>>;

/** What differs between two versions: parts and threats that came, went and changed. */
export function ComparisonSection({
  compared: { from, to, parts, assumptions, threats },
}: {
  compared: Compared;
}) {
  const named = ({ ref, title, state }: { ref: string; title: string; state: string }) =>
    `${ref} ${title} (${threatStateLabel(state).toLowerCase()})`;
  const groups = [
    { title: "Parts added", lines: parts.added.map(({ id, name }) => name || id) },
    { title: "Parts removed", lines: parts.removed.map(({ id, name }) => name || id) },
    {
      title: "Parts changed",
      lines: parts.changed.map(
        ({ id, name, changed }) =>
          `${name || id}: ${changed.map((word) => word.replaceAll("_", " ")).join(", ")}`,
      ),
    },
    { title: "Assumptions added", lines: assumptions.added },
    { title: "Assumptions removed", lines: assumptions.removed },
    { title: "Assumptions changed", lines: assumptions.changed },
    { title: "Threats added", lines: threats.added.map(named) },
    { title: "Threats removed", lines: threats.removed.map(named) },
    {
      title: "Threats changed",
      lines: threats.changed.map(
        (one) => `${named(one)}, before: ${threatStateLabel(one.before).toLowerCase()}`,
      ),
    },
  ];
  return (
    <Section title={`From ${from} to ${to}`} id="comparison">
      <div className="grid gap-3">
        {groups.map(({ title, lines }) => (
          <div key={title}>
            <h3 className="font-medium text-sm">{`${title}: ${lines.length}`}</h3>
            <ul className="grid list-disc gap-0.5 pl-5 text-sm">
              {lines.map((line) => (
                <li key={line} className="break-words">
                  {line}
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </Section>
  );
}
