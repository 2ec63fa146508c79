import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { rangeWords } from "./range-words";
import { StandingBadge } from "./standing-badge";
import type { Tree } from "./tree-node";

const most = 50;

/** The ways to the goal: those that are open first, then the cheapest. */
export function WaysSection({ tree: { nodes, paths, cut, zones } }: { tree: Tree }) {
  const name = new Map(nodes.map((node) => [node.id, node.name]));
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
          { key: "techniques", label: "ATLAS", width: "10rem" },
        ]}
        rows={shown.map((path) => ({
          key: path.steps.join(" "),
          cells: {
            steps: (
              <>
                {path.steps.map((id) => name.get(id)).join(" → ")}
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
            techniques: path.techniques.join(", "),
          },
        }))}
        empty="Add the first step below the goal."
      />
    </Section>
  );
}
