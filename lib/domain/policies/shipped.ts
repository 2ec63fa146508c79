import "server-only";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import { type PolicyTemplate, policyFile } from "@/lib/domain/policies/schema";

let known: readonly PolicyTemplate[] | undefined;

/** Returns the policy templates that Plumbline comes with, read once; throws with the file and the place where one does not fit. */
export function shippedPolicies(): readonly PolicyTemplate[] {
  known ??= readFiles();
  return known;
}

function readFiles(): PolicyTemplate[] {
  const folder = path.resolve("prisma/reference/policies");
  const files = readdirSync(folder).filter((file) => file.endsWith(".yaml"));
  return files.sort().map((file) => {
    const found = policyFile.safeParse(parse(readFileSync(path.join(folder, file), "utf8")));
    if (!found.success) throw new Error(`${file}: ${z.prettifyError(found.error)}`);
    return found.data;
  });
}
