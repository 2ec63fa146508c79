"use client";
import { useRouter } from "next/navigation";
import { useApi } from "@/components/form/use-api";
import type { Archive } from "@/components/table/register-table-props";

/** What is printed: the records named, or those that the filters of the register leave. */
type Wanted = { ids: readonly string[] } | { filters: Record<string, string> };

/** Lets a register print many records into one archive, and leads to where it is found; null where it cannot. */
export function useArchive(archive: Archive | undefined): ((wanted: Wanted) => void) | null {
  const router = useRouter();
  const { send } = useApi();
  if (!archive) return null;
  return (wanted) =>
    void send({ method: "POST", url: archive.url, body: wanted }).then((result) => {
      if (result.ok) router.push(archive.href);
    });
}
