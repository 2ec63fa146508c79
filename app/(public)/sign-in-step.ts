import { type ApiResult, callApi } from "@/components/form/call-api";

/** Where a step of a sign-in leads. */
export interface Passage {
  to: "in" | "second-factor" | "enrolment";
  /** From when on a second factor is needed that is not there yet. */
  neededFrom?: string | null;
  /** Recovery codes, shown this once. */
  codes?: string[];
}

/** Takes one step of a sign-in and returns its answer or the problem it names. */
export async function takeStep<R>(name: string, body: object = {}): Promise<ApiResult<R>> {
  const csrfToken = await freshToken();
  return callApi<R>({ method: "POST", url: `/api/auth/sign-in/${name}`, body: { ...body, csrfToken } });
}

/** Leaves for where a step led. A whole new page each time: nothing that was loaded for nobody stays. */
export function goOn({ to, neededFrom }: Passage): void {
  // Within the days of grace the way to a second factor is shown first.
  const home = neededFrom ? "/settings/second-factors" : "/";
  window.location.assign(to === "in" ? home : `/sign-in/${to}`);
}

async function freshToken(): Promise<string> {
  try {
    const answer = await fetch("/api/auth/csrf", { cache: "no-store" });
    return ((await answer.json()) as { csrfToken: string }).csrfToken;
  } catch {
    // Sent without a token, the request itself says that the server cannot be reached.
    return "";
  }
}
