import type { Finding } from "@/lib/domain/threat-models/schema";

/** A fact with its value where it is asked; null where nobody knows. */
interface Fact {
  fact: string;
  on: string | null;
  value: string | number | boolean | null;
}

/** What a rule comes to, place by place. */
export interface Tried {
  open: number;
  needsAnswer: number;
  silent: number;
  rows: readonly { id: string; name: string; typeName: string; finding: Finding; facts: readonly Fact[] }[];
  more: number;
  names: Readonly<Record<string, string>>;
}

/** Asks what a condition comes to; what keeps it from being read comes back in words. */
export async function askTry(asked: Record<string, string>): Promise<Tried | { problem: string }> {
  const answer = await fetch(`/api/v1/own-threat-rules/try?${new URLSearchParams(asked)}`).catch(() => null);
  if (!answer) return { problem: "The server did not answer. Try again." };
  const body = (await answer.json()) as Tried & { detail?: string; errors?: readonly { message: string }[] };
  if (answer.ok) return body;
  return {
    problem: body.errors?.map(({ message }) => message).join(" ") ?? body.detail ?? "It cannot be tried.",
  };
}
