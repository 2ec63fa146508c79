import "server-only";
import type { Context } from "@/lib/platform/operation/operation";

/** What records are read with: by a query, or by whoever listens to a change. */
export type Reading = Pick<Context, "tx" | "actor" | "units" | "now">;
