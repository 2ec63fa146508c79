"use client";
import { ActButton } from "@/components/form/act-button";
import { FormDialog } from "@/components/form/form-dialog";
import { treeFields } from "@/lib/domain/attack-trees/schema";

interface TreeActsProps {
  tree: { id: string; ref: string; title: string; version: number; archived: boolean };
}

/** Renames an attack tree, or puts it aside. */
export function TreeActs({ tree: { id, ref, title, version, archived } }: TreeActsProps) {
  const url = `/api/v1/attack-trees/${id}`;
  return (
    <>
      <FormDialog
        noun="attack tree"
        version={version}
        done={null}
        label="Rename"
        title={`Rename ${ref}`}
        shape={treeFields}
        layout={[{ fields: ["title"] }]}
        values={{ title }}
        action={{ method: "PATCH", url }}
        submit="Save"
        saved="Saved."
      />
      <ActButton
        label={archived ? "Take up again" : "Put aside"}
        action={{ method: "PATCH", url, body: { version, archived: !archived } }}
        done={archived ? "Taken up again." : "Put aside. Nothing is lost."}
      />
    </>
  );
}
