/** Runs once when the web server starts, before it answers anybody. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const [{ guardServers }, { assertSafeVersions }] = await Promise.all([
    import("@/lib/platform/http/server-guard"),
    import("@/lib/platform/settings/minimum-versions"),
  ]);
  assertSafeVersions();
  guardServers();
}
