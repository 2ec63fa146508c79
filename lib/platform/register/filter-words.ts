import "server-only";
import { namesOf } from "@/lib/platform/audit/names";
import type { Context } from "@/lib/platform/operation/operation";
import type { Column } from "@/lib/platform/register/column";
import { listOf } from "@/lib/platform/register/filter";
import type { ListRequest } from "@/lib/platform/register/list-input";
import type { RegisterWords } from "@/lib/platform/register/register-report";
import { capitalised } from "@/lib/platform/schema/capitalised";

const notFilters = new Set(["sort", "cursor", "limit", "columns"]);
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Returns the filters of a request as a person would say them, such as "Status: Open or In treatment". */
export async function filtersInWords(
  { tx }: Context,
  columns: readonly Column[],
  request: ListRequest,
  words: RegisterWords,
): Promise<string[]> {
  const filters = Object.entries(request).filter(
    ([key, value]) => value !== undefined && value !== "" && !notFilters.has(key),
  );
  const ids = filters.flatMap(([, value]) => listOf(String(value)).filter((item) => uuid.test(item)));
  const names = await namesOf(tx, ids);
  return filters.map(([key, value]) => {
    const text = String(value);
    if (key === "q") return `Text contains “${text}”`;
    const column = columns.find((candidate) => candidate.key === key);
    const label = column?.label ?? spaced(key);
    if (column?.filter === "text") return `${label} contains “${text}”`;
    if (column?.filter === "range") return `${label}: ${rangeInWords(text)}`;
    const options = words.options[key] ?? column?.options ?? [];
    const said = listOf(text).map(
      (item) =>
        options.find((option) => option.value === item)?.label ?? names.get(item) ?? plain[item] ?? item,
    );
    return `${label}: ${said.join(" or ")}`;
  });
}

const plain: Readonly<Record<string, string>> = {
  none: "not given",
  true: "yes",
  false: "no",
  unknown: "unknown",
};

function rangeInWords(text: string): string {
  if (text === "none") return "not given";
  const [from = "", to = from] = text.includes("..") ? text.split("..", 2) : [text];
  if (from === to) return from;
  if (from === "") return `up to ${to}`;
  return to === "" ? `from ${from}` : `${from} to ${to}`;
}

function spaced(key: string): string {
  const words = key.replace(/([A-Z])/g, " $1").toLowerCase();
  return capitalised(words);
}
