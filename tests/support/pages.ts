import { readdirSync } from "node:fs";
import path from "node:path";
import { partConcepts } from "@/lib/domain/inventory/parts/concepts/schema";

const app = path.resolve(import.meta.dirname, "../../app");

/** Returns the address patterns of all pages in a part of the application, such as "/risks/[id]", as the folders have them. */
export function pagesOf(part: string): string[] {
  return readdirSync(path.join(app, part), { recursive: true, encoding: "utf8" })
    .filter((file) => path.basename(file) === "page.tsx")
    .map(
      (file) =>
        `/${path
          .dirname(file)
          .split(path.sep)
          .filter((step) => step !== "." && !step.startsWith("("))
          .join("/")}`,
    )
    .flatMap((pattern) =>
      pattern.startsWith("/[part]")
        ? partConcepts.map(({ concept }) => pattern.replace("[part]", concept))
        : [pattern],
    )
    .sort();
}
