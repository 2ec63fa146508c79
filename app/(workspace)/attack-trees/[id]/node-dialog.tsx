"use client";
import { FormDialog } from "@/components/form/form-dialog";
import { nodeFields } from "@/lib/domain/attack-trees/schema";
import type { Option } from "@/lib/platform/schema/field";

interface NodeDialogProps {
  tree: { id: string; version: number };
  /** The node that is changed; without it one is added below `parentId`. */
  node?: { id: string; name: string } & object;
  parent?: { id: string; name: string };
  options: { threatIds: readonly Option[]; technique: readonly Option[]; zoneId: readonly Option[] };
  names: Record<string, string>;
}

const asked = [
  "name",
  "gate",
  "cost",
  "skill",
  "detectability",
  "technique",
  "threatIds",
  "controlIds",
  "zoneId",
  "test",
];

/** Adds a step below a node of an attack tree, or changes a node. */
export function NodeDialog({ tree, node, parent, options, names }: NodeDialogProps) {
  const url = `/api/v1/attack-trees/${tree.id}/nodes`;
  return (
    <FormDialog
      noun="node"
      version={tree.version}
      done={null}
      size="sm"
      tone="quiet"
      label={node ? "Edit" : "Add step"}
      describedAs={node?.name ?? parent?.name ?? ""}
      title={node ? `Edit: ${node.name}` : `Add below: ${parent?.name}`}
      shape={nodeFields}
      layout={[{ fields: asked }]}
      values={node ?? { gate: "or" }}
      names={names}
      options={options}
      {...(parent ? { fixed: { parentId: parent.id } } : {})}
      action={node ? { method: "PATCH", url: `${url}/${node.id}` } : { method: "POST", url }}
      submit={node ? "Save" : "Add step"}
      saved={node ? "Saved." : "Added."}
    />
  );
}
