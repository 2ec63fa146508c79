"use client";
import { useId, useState } from "react";
import { Input } from "@/components/ui/input";
import { ReadFile } from "../read-file";

const fields = [
  { key: "title", label: "Name", placeholder: "Own AI policy", max: 200 },
  { key: "edition", label: "Version", placeholder: "2.0", max: 100 },
  { key: "publisher", label: "Publisher", placeholder: "", max: 200 },
  { key: "rights", label: "Licence of the text", placeholder: "", max: 2_000 },
  { key: "key", label: "Key", placeholder: "own-ai-policy", max: 41 },
] as const;

/** Hands in a file with a framework, and says of it what the file does not. */
export function ImportFramework() {
  const id = useId();
  const [given, setGiven] = useState<Record<string, string>>({});
  return (
    <ReadFile
      door="/api/v1/framework-versions"
      page="/frameworks/versions"
      hint="CSV, YAML or JSON, up to 12 MB and 5,000 lines"
      accept=".csv,.yaml,.yml,.json"
      given={given}
    >
      <fieldset className="grid gap-3 sm:grid-cols-2">
        <legend className="mb-2 text-ink-soft text-sm">
          What a file says of itself can stay empty here. CSV says nothing: give a name and a version. The key
          stays the same in every version.
        </legend>
        {fields.map(({ key, label, placeholder, max }) => (
          <div key={key} className="grid gap-1">
            <label htmlFor={`${id}-${key}`} className="font-medium text-sm">
              {label}
            </label>
            <Input
              id={`${id}-${key}`}
              value={given[key] ?? ""}
              maxLength={max}
              placeholder={placeholder}
              onChange={(event) => setGiven({ ...given, [key]: event.target.value })}
            />
          </div>
        ))}
      </fieldset>
    </ReadFile>
  );
}
