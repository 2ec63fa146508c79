import { callApi, type Problem } from "@/components/form/call-api";

/** Signs in and leaves for the workspace; returns what was wrong instead when that did not work. */
export async function signInWith(email: string, password: string): Promise<Problem | null> {
  const csrfToken = await freshToken();
  const result = await callApi({
    method: "POST",
    url: "/api/auth/callback/credentials",
    body: { email, password, csrfToken },
  });
  if (!result.ok) return result.problem.status === 401 ? wrong : result.problem;
  // A whole new page: nothing that was loaded for nobody stays.
  window.location.assign("/");
  return null;
}

const wrong: Problem = {
  status: 401,
  title: "That did not fit.",
  detail:
    "The e-mail address or the password is wrong. Try again, or ask your administrator for a link to set a new password.",
};

async function freshToken(): Promise<string> {
  try {
    const answer = await fetch("/api/auth/csrf", { cache: "no-store" });
    return ((await answer.json()) as { csrfToken: string }).csrfToken;
  } catch {
    // Sent without a token, the request itself says that the server cannot be reached.
    return "";
  }
}
