import "server-only";
import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import { activityFile, roleFile } from "@/lib/domain/programme-roles/schema";

interface Shipped {
  roles: z.output<typeof roleFile>;
  activities: z.output<typeof activityFile>;
}

let known: Shipped | undefined;

/** Returns the roles and activities that Plumbline comes with, read once; throws with the place where a file does not fit. */
export function shippedRoles(): Shipped {
  known ??= { roles: read("roles", roleFile), activities: read("activities", activityFile) };
  return known;
}

function read<T>(name: string, shape: z.ZodType<T>): T {
  const file = path.resolve("prisma/reference/programme-roles", `${name}.yaml`);
  const parsed = shape.safeParse(parse(readFileSync(file, "utf8")));
  if (!parsed.success) throw new Error(`${name}.yaml: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
