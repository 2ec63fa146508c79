/** What one check found. Undecided where something it needs failed before. */
export interface Finding {
  name: string;
  state: "ok" | "failed" | "undecided";
  /** What was found, and what to do where it is not well. */
  words: string;
}

/** Runs a check; what it throws becomes a failed finding with that message. */
export async function finding(name: string, work: () => Promise<string>): Promise<Finding> {
  try {
    return { name, state: "ok", words: await work() };
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return { name, state: "failed", words: words.split("\n")[0] || "It failed without saying why." };
  }
}

/** Returns a finding of a check that could not be made. */
export function undecided(name: string, because: string): Finding {
  return { name, state: "undecided", words: because };
}
