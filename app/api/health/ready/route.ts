import { isReady } from "@/lib/platform/health/readiness";

/** Says whether requests can be served: 503 until the migrated database is reachable. */
export async function GET(): Promise<Response> {
  const ready = await isReady();
  return Response.json(
    { status: ready ? "ok" : "not ready" },
    { status: ready ? 200 : 503, headers: { "cache-control": "no-store" } },
  );
}
