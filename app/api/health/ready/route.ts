import { isReady } from "@/lib/platform/health/readiness";
import { isStopping } from "@/lib/platform/http/stopping";

/** Says whether requests can be served: 503 until the migrated database is reachable, and from when the process is asked to stop. */
export async function GET(): Promise<Response> {
  const ready = !isStopping() && (await isReady());
  return Response.json(
    { status: ready ? "ok" : "not ready" },
    { status: ready ? 200 : 503, headers: { "cache-control": "no-store" } },
  );
}
