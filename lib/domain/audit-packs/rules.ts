import type { EngagementState } from "@/lib/domain/audit-packs/engagements/schema";
import type { PackState } from "@/lib/domain/audit-packs/schema";

/** Returns the reference of a pack, such as PK-0012. */
export function packRef(number: number): string {
  return `PK-${String(number).padStart(4, "0")}`;
}

/** Returns where a pack stands: ready once it is built, else as its job says. */
export function packState(builtAt: Date | null, job: string | undefined): PackState {
  if (builtAt !== null) return "ready";
  if (job === "queued" || job === "running") return "building";
  return job === "cancelled" ? "cancelled" : "failed";
}

/** Returns whether an engagement lets its person read now. */
export function isOpen({ endedAt, endsAt }: { endedAt: Date | null; endsAt: Date }, now: Date): boolean {
  return endedAt === null && endsAt > now;
}

/** Returns where an engagement stands: before its first day, open, or over. */
export function engagementState(
  { startsAt, endsAt, endedAt }: { startsAt: Date; endsAt: Date; endedAt: Date | null },
  now: Date,
): EngagementState {
  if (!isOpen({ endsAt, endedAt }, now)) return "ended";
  return startsAt > now ? "planned" : "open";
}

/** Media types of the files in a pack by how their names end; anything else is saved, never shown. */
const mediaTypes: Readonly<Record<string, string>> = {
  pdf: "application/pdf",
  csv: "text/csv; charset=utf-8",
  json: "application/json",
  jsonl: "application/x-ndjson",
  txt: "text/plain; charset=utf-8",
  html: "text/html; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
};

/** Returns the media type of a file in a pack by how its name ends. */
export function mediaTypeOf(path: string): string {
  return mediaTypes[path.split(".").at(-1) ?? ""] ?? "application/octet-stream";
}
