"use client";
import { FormDialog } from "@/components/form/form-dialog";
import { treeFields } from "@/lib/domain/attack-trees/schema";

/** Begins an attack tree with its goal. */
export function NewTree({ threatModelId }: { threatModelId: string }) {
  return (
    <FormDialog
      noun="attack tree"
      done="/attack-trees"
      tone="primary"
      label="New attack tree"
      title="New attack tree"
      shape={treeFields}
      layout={[{ fields: ["title"] }]}
      fixed={{ threatModelId }}
      action={{ method: "POST", url: "/api/v1/attack-trees" }}
      submit="Begin tree"
      saved="Begun. Add the first step below the goal."
    />
  );
}
