import { v7 } from "uuid";
import { type StepAnswer, signInSteps } from "@/lib/domain/organization/sessions/steps";
import { halfOpenCookie, halfOpenKeyIn } from "@/lib/platform/auth/half-open-cookie";
import { answerCsrf, sessionCookies } from "@/lib/platform/auth/next-auth";
import { NotFound } from "@/lib/platform/errors/public-error";
import { callerAddress } from "@/lib/platform/http/address";
import { readJson } from "@/lib/platform/http/body";
import { assertOwnOrigin } from "@/lib/platform/http/origin";
import { privateHeaders, problemResponse } from "@/lib/platform/http/problem";

interface Called {
  params: Promise<{ nextauth: string[] }>;
}

/** Gives the sign-in pages their token against forged requests. Nothing else of the library's is reachable. */
export async function GET(request: Request, { params }: Called): Promise<Response> {
  return (await params).nextauth.join("/") === "csrf"
    ? answerCsrf(request)
    : problemResponse(new NotFound("There is nothing at this address."), v7());
}

/** Takes one step of a sign-in. */
export async function POST(request: Request, { params }: Called): Promise<Response> {
  try {
    const [first, ...name] = (await params).nextauth;
    const step = first === "sign-in" ? signInSteps[name.join("/")] : undefined;
    if (!step) throw new NotFound("There is nothing at this address.");
    assertOwnOrigin(request.headers);
    const { csrfToken, ...input } = (await readJson(request)).value;
    const who = {
      key: halfOpenKeyIn(request.headers),
      address: callerAddress(request.headers),
      userAgent: request.headers.get("user-agent") ?? "",
    };
    let taken: StepAnswer = { answer: {} };
    const cookies = await sessionCookies(request, String(csrfToken ?? "").slice(0, 500), async () => {
      taken = await step.take(input, who);
      return taken.session ?? null;
    });
    return answered(taken, cookies);
  } catch (error) {
    return problemResponse(error, v7());
  }
}

function answered({ answer, session, key }: StepAnswer, cookies: readonly string[]): Response {
  const headers = new Headers({ "content-type": "application/json", ...privateHeaders });
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  if (key !== undefined) headers.append("set-cookie", halfOpenCookie(key));
  if (session) headers.append("set-cookie", halfOpenCookie(null));
  return new Response(JSON.stringify(answer), { headers });
}
