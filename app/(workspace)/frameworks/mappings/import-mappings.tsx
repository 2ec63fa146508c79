"use client";
import { type ReactNode, useId, useState } from "react";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { bases } from "@/lib/domain/frameworks/mappings/schema";
import { ReadFile } from "../read-file";

/** Hands in a file with mappings, and says of which frameworks they are and who states them. */
export function ImportMappings({ frameworks }: { frameworks: readonly { key: string; name: string }[] }) {
  const id = useId();
  const [given, setGiven] = useState<Record<string, string>>({ basis: "judgement" });
  const set = (key: string) => (event: { target: { value: string } }) =>
    setGiven({ ...given, [key]: event.target.value });
  const which = (key: string, label: string) => (
    <Labelled id={`${id}-${key}`} label={label}>
      <Select id={`${id}-${key}`} value={given[key] ?? ""} onChange={set(key)}>
        <option value="">As the file says</option>
        {frameworks.map((one) => (
          <option key={one.key} value={one.key}>
            {one.name}
          </option>
        ))}
      </Select>
    </Labelled>
  );
  return (
    <ReadFile
      door="/api/v1/crosswalk-sets"
      page="/frameworks/mappings"
      hint="YAML or CSV, up to 12 MB and 20,000 rows"
      accept=".csv,.yaml,.yml"
      given={given}
    >
      <div className="grid gap-3 sm:grid-cols-2">
        {which("from", "First framework")}
        {which("to", "Second framework")}
        <Labelled id={`${id}-basis`} label="The rows are">
          <Select id={`${id}-basis`} value={given["basis"] ?? ""} onChange={set("basis")}>
            {bases.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
          <p className="text-ink-soft text-sm">{bases.find(({ value }) => value === given["basis"])?.help}</p>
        </Labelled>
        <Labelled id={`${id}-statedBy`} label="Stated by">
          <Input
            id={`${id}-statedBy`}
            value={given["statedBy"] ?? ""}
            maxLength={200}
            onChange={set("statedBy")}
          />
        </Labelled>
      </div>
    </ReadFile>
  );
}

function Labelled({ id, label, children }: { id: string; label: string; children: ReactNode }) {
  return (
    <div className="grid min-w-0 gap-1">
      <label htmlFor={id} className="font-medium text-sm">
        {label}
      </label>
      {children}
    </div>
  );
}
