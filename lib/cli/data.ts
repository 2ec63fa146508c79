/** A sign-in of the demo organisation; the password was made for this start. */
type Credential = { persona: string; email: string; password: string };

/** Every persona's sign-in and one API token. */
export type DemoAccess = { users: Credential[]; token: string };

/** What the supervisor puts into a migrated database. The environment must describe the installation. */
export type DataSteps = {
  /** Loads the demo organisation unless it is there; throws SetupError when the database holds another one. */
  loadDemo(): Promise<void>;
  /** Gives every persona a fresh password and makes a fresh token. */
  renewDemoAccess(): Promise<DemoAccess>;
  /** Returns a one-time link by which the first administrator is made, or null when there is one. */
  createSetupLink(publicUrl: string): Promise<string | null>;
  /** Closes the connections that the steps opened. */
  disconnect(): Promise<void>;
};

/** Returns the steps; loaded late, because their modules read the settings. */
export async function dataSteps(): Promise<DataSteps> {
  const [{ loadDemo, renewDemoAccess }, { createSetupLink }, { disconnect }] = await Promise.all([
    import("@/prisma/seed/demo"),
    import("@/lib/cli/setup-link"),
    import("@/lib/platform/database/client"),
  ]);
  return { loadDemo, renewDemoAccess, createSetupLink, disconnect };
}
