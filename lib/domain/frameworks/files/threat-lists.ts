import "server-only";
import * as z from "zod";
import { readTable } from "@/lib/domain/frameworks/files/read-table";
import { undated } from "@/lib/domain/frameworks/rules";
import type { Requirement } from "@/lib/domain/frameworks/schema";

const text = z.string().trim().min(1);
const cell = z.string().trim();

type Line = Pick<Requirement, "ref" | "kind" | "title"> &
  Partial<Pick<Requirement, "parentRef" | "assessable" | "notes">>;

function requirement(framework: string, line: Line): Requirement {
  return {
    key: `${framework}:${line.ref}`,
    parentRef: null,
    parentFramework: null,
    paraphrase: null,
    assessable: true,
    appliesTo: [],
    appliesFrom: undated,
    practicalFrom: undated,
    notes: [],
    ...line,
  };
}

/** Returns the risks of an edition of the OWASP Top 10 for LLM applications, each with its number in the other edition. */
export function readOwaspLlm(framework: string): Requirement[] {
  const other = framework.endsWith("2025") ? "2026" : "2025";
  const row = z.object({ id: text, name: text, [`id_${other}`]: text, note: cell.optional() });
  return readTable(`threats/${framework}.csv`, row).map((line) => {
    const { id, name, note } = line as { id: string; name: string; note?: string };
    const number = `Number in the edition of ${other}: ${String(line[`id_${other}`])}.`;
    return requirement(framework, {
      ref: id,
      kind: "risk",
      title: name,
      notes: [number, ...(note ? [`${note.charAt(0).toUpperCase()}${note.slice(1)}.`] : [])],
    });
  });
}

const agentic = z.strictObject({ id: text, name: text, list: text, verification: text });

/** Returns the ten risks and seventeen threats of OWASP for agentic AI, each with its list and how it was checked. */
export function readOwaspAgentic(framework: string): Requirement[] {
  return readTable(`threats/${framework}.csv`, agentic).map(({ id, name, list, verification }) =>
    requirement(framework, {
      ref: id,
      kind: id.startsWith("ASI") ? "risk" : "threat",
      title: name,
      notes: [`${list}.`, `How checked: ${verification}.`],
    }),
  );
}

const tactic = z.strictObject({ id: text, name: text, data_version: text, name_in_2026_09: cell });
const technique = z.strictObject({
  id: text,
  name: text,
  tactics: text,
  parent_id: cell,
  short_name: text,
  tactic_names: text,
  maturity: text,
  data_version: text,
  status_in_2026_09: text,
  name_in_2026_09: cell,
  tactics_in_2026_09: cell,
});
const mitigation = z.strictObject({
  id: text,
  name: text,
  category: text,
  technique_ids: cell,
  data_version: text,
});

/** Returns the tactics, techniques and mitigations of MITRE ATLAS; a technique of several tactics stands under the first. */
export function readAtlas(framework: string): Requirement[] {
  const tactics = readTable("threats/atlas-tactics.csv", tactic).map((line) =>
    requirement(framework, {
      ref: line.id,
      kind: "tactic",
      title: line.name,
      assessable: false,
      notes: line.name_in_2026_09
        ? [`Reported as "${line.name_in_2026_09}" in release 2026.09: unverified.`]
        : [],
    }),
  );
  const techniques = readTable("threats/atlas-techniques.csv", technique).map((line) => {
    const [first = "", ...more] = line.tactics.split(";");
    return requirement(framework, {
      ref: line.id,
      parentRef: line.parent_id || first,
      kind: line.parent_id ? "sub_technique" : "technique",
      title: line.name,
      notes: [
        ...(more.length > 0 ? [`Tactics: ${line.tactic_names.replaceAll(";", ", ")}.`] : []),
        ...laterChange(line),
      ],
    });
  });
  const mitigations = readTable("threats/atlas-mitigations.csv", mitigation).map((line) =>
    requirement(framework, {
      ref: line.id,
      kind: "mitigation",
      title: line.name,
      notes: [`${line.category}.`],
    }),
  );
  return [...tactics, ...techniques, ...mitigations];
}

function laterChange(line: z.output<typeof technique>): string[] {
  if (line.status_in_2026_09 === "present") return [];
  const name = line.name_in_2026_09 && ` to "${line.name_in_2026_09}"`;
  const tactics = line.tactics_in_2026_09 && ` to ${line.tactics_in_2026_09.replaceAll(";", ", ")}`;
  const words = line.status_in_2026_09
    .split(";")
    .map((status) =>
      status === "renamed" ? `renamed${name}` : status === "retired" ? status : status + tactics,
    );
  return [`Reported for release 2026.09: ${words.join(", ")}; unverified.`];
}
