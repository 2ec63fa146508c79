import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { rangeWords } from "./range-words";
import { StandingBadge } from "./standing-badge";
import type { Tree } from "./tree-node";

const most = 50;

/** The ways to the goal: those that are open first, then the cheapest. */
export function WaysSection({ tree: { nodes, paths, cut, zones } }: { tree: Tree }) {
  const step = new Map(nodes.map((node) => [node.id, node]));
  const zone = new Map(zones.map(({ id, name }) => [id, name]));
  const shown = paths.slice(0, most);
  return (
    <Section
      title={`Ways to the goal: ${cut ? "more than " : ""}${paths.length}`}
      description={`Sets of steps that together are enough, none of them needless.${shown.length < paths.length ? ` The first ${most}.` : ""}`}
      flush
    >
      <SimpleTable
        label="Ways to the goal"
        columns={[
          { key: "steps", label: "Steps" },
          { key: "standing", label: "Stands", width: "11rem" },
          { key: "cost", label: "Cost", width: "7rem", align: "right" },
          { key: "skill", label: "Skill", width: "6rem", align: "right" },
          { key: "noticed", label: "Noticeable", width: "7rem", align: "right" },
        ]}
        rows={shown.map((path) => ({
          key: path.steps.join(" "),
          cells: {
            steps: (
              <>
                <ol className="grid list-decimal gap-0.5 pl-5">
                  {path.steps.map((id) => (
                    <li key={id}>
                      {step.get(id)?.name}
                      {step.get(id)?.techniqueWords ? (
                        <span className="block text-ink-soft text-xs">{step.get(id)?.techniqueWords}</span>
                      ) : null}
                    </li>
                  ))}
                </ol>
                {path.crossed.length > 0 ? (
                  <span className="block text-ink-faint">
                    Leaves {path.crossed.map((id) => zone.get(id) ?? id).join(", ")}
                  </span>
                ) : null}
              </>
            ),
            standing: <StandingBadge standing={path.standing} />,
            cost: rangeWords(path.cost, 0),
            skill: rangeWords(path.skill, 1),
            noticed: rangeWords(path.detectability, 1),
          },
        }))}
        empty="Add the first step below the goal."
      />
    </Section>
  );
}
