import { v7 } from "uuid";
import { landFromProvider } from "@/lib/domain/organization/sessions/by-provider";
import { endSessionBefore } from "@/lib/domain/organization/sessions/session-before";
import { landed, type StepAnswer, signInSteps } from "@/lib/domain/organization/sessions/steps";
import { authenticate } from "@/lib/platform/auth/authenticate";
import { halfOpenCookie, halfOpenKeyIn } from "@/lib/platform/auth/half-open-cookie";
import { handshakeCookie, handshakeIn } from "@/lib/platform/auth/handshake-cookie";
import { answerCsrf, sessionCookieOf, sessionCookies } from "@/lib/platform/auth/next-auth";
import { NotFound } from "@/lib/platform/errors/public-error";
import { callerAddress } from "@/lib/platform/http/address";
import { readJson } from "@/lib/platform/http/body";
import { assertOwnOrigin } from "@/lib/platform/http/origin";
import { privateHeaders, problemResponse } from "@/lib/platform/http/problem";

interface Called {
  params: Promise<{ nextauth: string[] }>;
}

type Getter = (request: Request) => Promise<Response>;

const getters: Readonly<Record<string, Getter>> = {
  csrf: answerCsrf,
  "single-sign-on/callback": comeBack,
};

/** Gives the sign-in pages their token against forged requests, and takes browsers back from the sign-in provider. */
export async function GET(request: Request, { params }: Called): Promise<Response> {
  try {
    const name = (await params).nextauth.join("/");
    const answer = Object.hasOwn(getters, name) ? getters[name] : undefined;
    if (!answer) throw new NotFound("There is nothing at this address.");
    return await answer(request);
  } catch (error) {
    return problemResponse(error, v7());
  }
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
      ...{ ...placeOf(request), key: halfOpenKeyIn(request.headers) },
      signedIn: () => authenticate(request.headers, v7()),
    };
    let taken: StepAnswer = { answer: {} };
    const cookies = await sessionCookies(request, String(csrfToken ?? "").slice(0, 500), async () => {
      taken = await step.take(input, who);
      return taken.session ?? null;
    });
    if (cookies.length > 0) await endSessionBefore(request.headers);
    const headers = new Headers({ "content-type": "application/json", ...privateHeaders });
    for (const cookie of [...cookies, ...between(taken)]) headers.append("set-cookie", cookie);
    return new Response(JSON.stringify(taken.answer), { headers });
  } catch (error) {
    return problemResponse(error, v7());
  }
}

async function comeBack(request: Request): Promise<Response> {
  const now = new Date();
  const handshake = handshakeIn(request.headers, now);
  const signedIn = handshake?.linkTo ? await authenticate(request.headers, v7()) : null;
  const landing = await landFromProvider(new URL(request.url).search, handshake, signedIn, placeOf(request));
  const { path, taken } = landed(landing);
  const { session } = taken;
  const cookies = session ? [await sessionCookieOf(session)] : [];
  if (session) await endSessionBefore(request.headers);
  // Used or not, it is over: what was brought back is looked at once.
  return goTo(path, [...cookies, ...between(taken), handshakeCookie(null, now)]);
}

function placeOf(request: Request) {
  return { address: callerAddress(request.headers), userAgent: request.headers.get("user-agent") ?? "" };
}

function between({ session, key, handshake }: StepAnswer): string[] {
  const cookies = handshake ? [handshakeCookie(handshake, new Date())] : [];
  if (session) return [...cookies, halfOpenCookie(null)];
  return key === undefined ? cookies : [...cookies, halfOpenCookie(key)];
}

function goTo(address: string, cookies: readonly string[]): Response {
  const headers = new Headers({ location: address, ...privateHeaders });
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return new Response(null, { status: 303, headers });
}
