"use client";
import { ActButton } from "@/components/form/act-button";

interface RemovePartProps {
  model: { id: string; version: number };
  part: { id: string; name: string };
  /** What goes or stays with it. */
  consequence: string;
}

/** Takes a part out of the drawing. */
export function RemovePart({ model, part, consequence }: RemovePartProps) {
  const name = part.name || part.id;
  return (
    <ActButton
      label="Remove"
      describedAs={name}
      size="sm"
      action={{
        method: "POST",
        url: `/api/v1/threat-models/${model.id}/remove-part`,
        body: { version: model.version, partId: part.id },
      }}
      confirm={{ title: `Remove ${name}?`, consequence, button: "Remove" }}
      done="Removed. Its threats wait to be confirmed once they are generated again."
    />
  );
}
