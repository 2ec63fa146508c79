import { goOn, type Passage, takeStep } from "@/app/(public)/sign-in-step";
import type { Problem } from "@/components/form/call-api";

/** Gives e-mail address and password and leaves for what comes next; returns what was wrong instead when that did not work. */
export async function signInWith(email: string, password: string): Promise<Problem | null> {
  const result = await takeStep<Passage>("password", { email, password });
  if (!result.ok) return result.problem.status === 401 ? wrong : result.problem;
  goOn(result.data);
  return null;
}

const wrong: Problem = {
  status: 401,
  title: "That did not fit.",
  detail:
    "The e-mail address or the password is wrong. Try again, or ask your administrator for a link to set a new password.",
};
