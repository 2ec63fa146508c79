/** Runs once when the web server starts, before it answers anybody. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const [{ guardServers }, { stopWhenAsked }, { assertSafeVersions }] = await Promise.all([
    import("@/lib/platform/http/server-guard"),
    import("@/lib/platform/http/graceful-stop"),
    import("@/lib/platform/settings/minimum-versions"),
  ]);
  try {
    assertSafeVersions();
  } catch (error) {
    // The framework would stay and answer every request with an error; ended, it is told of by whoever started it.
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
  guardServers();
  stopWhenAsked();
}
