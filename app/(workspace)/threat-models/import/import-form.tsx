"use client";
import { useId, useState } from "react";
import { RecordForm } from "@/components/form/record-form";
import { toast } from "@/components/ui/toast";
import { modelFields } from "@/lib/domain/threat-models/record/schema";

const { systemId, ownerId, title } = modelFields;
const shape = { systemId, title: title.nullable(), ownerId };

/** Reads a file in the browser and sends its text; what the server could not read as meant is said afterwards. */
export function ImportForm({ owner }: { owner: { id: string; name: string } | null }) {
  const [file, setFile] = useState<{ name: string; text: string } | null>(null);
  const input = useId();
  const choose = async (chosen: File | undefined) =>
    setFile(chosen ? { name: chosen.name, text: await chosen.text() } : null);
  return (
    <div className="grid gap-4">
      <div className="grid max-w-xl gap-1">
        <label htmlFor={input} className="font-medium text-sm">
          File
        </label>
        <input
          id={input}
          type="file"
          accept=".json,.yaml,.yml,.otm,.cdx"
          onChange={(event) => choose(event.target.files?.[0])}
          className="block text-sm"
        />
        <p className="text-ink-faint text-xs">JSON or YAML, at most a million characters.</p>
      </div>
      <RecordForm
        shape={shape}
        noun="threat model"
        layout={[{ fields: ["systemId", "title", "ownerId"] }]}
        action={{ method: "POST", url: "/api/v1/threat-models/import" }}
        values={owner ? { owner } : {}}
        prepare={({ title: called, ...rest }) => ({
          ...rest,
          ...(called === null ? {} : { title: called }),
          ...{ text: file?.text ?? "", fileName: file?.name ?? "" },
        })}
        done="/threat-models"
        submit="Add threat model"
        saved="Threat model added."
        onSaved={(answer) => warn((answer as { warnings?: string[] }).warnings ?? [])}
        cancel="/threat-models"
      />
    </div>
  );
}

function warn(warnings: readonly string[]): void {
  if (warnings.length > 0)
    toast.bad("Not all was read as it was meant", { detail: warnings.slice(0, 3).join(" ") });
}
