import Link from "next/link";
import { ActButton } from "@/components/form/act-button";
import type { getTree } from "@/lib/domain/attack-trees/queries";
import type { Option } from "@/lib/platform/schema/field";
import { NodeDialog } from "./node-dialog";
import { rangeWords } from "./range-words";
import { StandingBadge } from "./standing-badge";

export type Tree = Awaited<ReturnType<typeof getTree.execute>>;
type Node = Tree["nodes"][number];

interface TreeNodeProps {
  tree: Tree;
  node: Node;
  options: { threatIds: readonly Option[]; technique: readonly Option[]; zoneId: readonly Option[] };
}

/** A node of an attack tree with its figures, what it names, and everything below it. */
export function TreeNode({ tree, node, options }: TreeNodeProps) {
  const below = tree.nodes.filter(({ parentId }) => parentId === node.id);
  const named = {
    names: Object.fromEntries(tree.controls.map(({ id, ref, title }) => [id, `${ref} ${title}`])),
    options,
    tree: { id: tree.id, version: tree.version },
  };
  const edits = tree.can.edit && !tree.archived;
  return (
    <li className="grid gap-1 border-line border-l pl-3">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="font-medium">{node.name}</span>
        {node.figures ? <StandingBadge standing={node.figures.standing} /> : null}
        {edits ? (
          <span className="flex flex-wrap gap-1">
            <NodeDialog {...named} parent={node} />
            <NodeDialog {...named} node={node} />
            {node.parentId === null ? null : (
              <ActButton
                label="Take away"
                size="sm"
                tone="quiet"
                action={{
                  method: "DELETE",
                  url: `/api/v1/attack-trees/${tree.id}/nodes/${node.id}`,
                  body: { version: tree.version },
                }}
                confirm={{
                  title: `Take "${node.name}" away?`,
                  consequence: "Everything below it goes with it. The history keeps what it was.",
                  button: "Take away",
                }}
                done="Taken away."
              />
            )}
          </span>
        ) : null}
      </div>
      <NodeFacts tree={tree} node={node} />
      {below.length > 0 ? (
        <>
          <p className="text-ink-faint text-xs">{node.gate === "and" ? "All of:" : "Any of:"}</p>
          <ul className="grid gap-2">
            {below.map((one) => (
              <TreeNode key={one.id} {...{ tree, options }} node={one} />
            ))}
          </ul>
        </>
      ) : null}
    </li>
  );
}

function NodeFacts({ tree, node }: { tree: Tree; node: Node }) {
  const { figures, techniqueWords, zoneId, test } = node;
  const zone = tree.zones.find(({ id }) => id === zoneId)?.name ?? zoneId;
  const facts = [
    figures ? `Cost ${rangeWords(figures.cost, 0)}` : null,
    figures ? `skill ${rangeWords(figures.skill, 1)}` : null,
    figures ? `noticeable ${rangeWords(figures.detectability, 1)}` : null,
    techniqueWords,
    zone ? `leaves ${zone}` : null,
  ].filter(Boolean);
  const threats = tree.threats.filter(({ id }) => node.threatIds.includes(id));
  const controls = tree.controls.filter(({ id }) => node.controlIds.includes(id));
  return (
    <div className="text-ink-soft text-sm">
      <p>{facts.join(" · ")}</p>
      {threats.length > 0 ? (
        <p>Threats: {threats.map(({ ref, title }) => `${ref} ${title}`).join("; ")}</p>
      ) : null}
      {controls.length > 0 ? (
        <p>
          Controls:{" "}
          {controls.map(({ id, ref, title, share }, at) => (
            <span key={id}>
              {at > 0 ? "; " : ""}
              <Link href={`/controls/${id}`} className="text-accent hover:underline">
                {ref} {title}
              </Link>{" "}
              ({share === 1 ? "works" : share === 0.5 ? "works in part" : "not shown to work"})
            </span>
          ))}
        </p>
      ) : null}
      {test ? <p className="whitespace-pre-line">Tested: {test}</p> : null}
    </div>
  );
}
