"use client";
import { type ReactNode, useId } from "react";
import { Button } from "@/components/ui/button";
import { Combobox } from "@/components/ui/combobox";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { choicesOf } from "@/components/ui/use-choices";
import type { Option } from "@/lib/platform/schema/field";
import { sizeWords } from "@/lib/platform/schema/size-words";
import type { HandedFile, OwnWords } from "./handed-file";

const [systems, models] = [choicesOf("systems"), choicesOf("models")];

interface FileLineProps {
  file: HandedFile;
  formats: readonly Option[];
  onChange: (own: OwnWords) => void;
  onRemove: () => void;
}

/** One file of results in the form: what it was recognised as, and what is said of it alone. */
export function FileLine({ file, formats, onChange, onRemove }: FileLineProps) {
  const id = useId();
  const { name, size, recognised, doubt, own } = file;
  const change = (more: Partial<OwnWords>) => onChange({ ...own, ...more });
  const chosen = formats.find(({ value }) => value === own.format)?.label;
  const differs = [own.system?.name, own.model?.name, own.modelVersion, own.promptVersion].filter(Boolean);
  return (
    <li className="grid gap-2 px-4 py-3">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <span className="min-w-0 flex-1 basis-56">
          <span className="block truncate font-medium">{name}</span>
          <span className="block text-ink-soft text-sm">
            {sizeWords(size)} · {chosen ? `Read as ${chosen}` : (recognised ?? "Not recognised")}
            {differs.length > 0 ? ` · ${differs.join(", ")}` : ""}
          </span>
          {doubt && !chosen ? <span className="block text-sm text-warn">{doubt}</span> : null}
        </span>
        <Button size="sm" aria-label={`Remove: ${name}`} onClick={onRemove}>
          Remove
        </Button>
      </div>
      <details open={doubt !== null || undefined}>
        <summary className="w-fit cursor-pointer text-sm">
          Differs for this file<span className="sr-only">: {name}</span>
        </summary>
        <div className="mt-2 grid gap-3 sm:grid-cols-2">
          <Labelled id={`${id}-format`} words="Format">
            <Select
              id={`${id}-format`}
              value={own.format}
              onChange={(event) => change({ format: event.target.value })}
            >
              <option value="">As the content tells</option>
              {formats.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Select>
          </Labelled>
          <Labelled id={`${id}-system`} words="Another AI system">
            <Combobox
              id={`${id}-system`}
              labelledBy={`${id}-system-label`}
              load={systems}
              value={own.system}
              onChange={(system) => change({ system })}
            />
          </Labelled>
          <Labelled id={`${id}-model`} words="Another model">
            <Combobox
              id={`${id}-model`}
              labelledBy={`${id}-model-label`}
              load={models}
              value={own.model}
              onChange={(model) => change({ model })}
            />
          </Labelled>
          <Labelled id={`${id}-version`} words="Version of the model">
            <Input
              id={`${id}-version`}
              value={own.modelVersion}
              onChange={(event) => change({ modelVersion: event.target.value })}
            />
          </Labelled>
          <Labelled id={`${id}-prompt-version`} words="Version of the prompt">
            <Input
              id={`${id}-prompt-version`}
              value={own.promptVersion}
              onChange={(event) => change({ promptVersion: event.target.value })}
            />
          </Labelled>
        </div>
      </details>
    </li>
  );
}

function Labelled({ id, words, children }: { id: string; words: string; children: ReactNode }) {
  return (
    <div className="grid content-start gap-1">
      <label id={`${id}-label`} htmlFor={id} className="w-fit font-medium text-sm">
        {words}
      </label>
      {children}
    </div>
  );
}
