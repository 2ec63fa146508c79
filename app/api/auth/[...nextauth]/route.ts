import { v7 } from "uuid";
import { signInForm } from "@/lib/domain/organization/sessions/schema";
import { signIn } from "@/lib/domain/organization/sessions/sign-in";
import { answerCsrf, answerSignIn } from "@/lib/platform/auth/next-auth";
import { NotFound } from "@/lib/platform/errors/public-error";
import { callerAddress } from "@/lib/platform/http/address";
import { readJson } from "@/lib/platform/http/body";
import { assertOwnOrigin } from "@/lib/platform/http/origin";
import { problemResponse } from "@/lib/platform/http/problem";
import { invalid } from "@/lib/platform/operation/operation";

interface Called {
  params: Promise<{ nextauth: string[] }>;
}

/** Gives the sign-in form its token against forged requests. Nothing else of the library's is reachable. */
export async function GET(request: Request, { params }: Called): Promise<Response> {
  return (await actionOf(params)) === "csrf"
    ? answerCsrf(request)
    : problemResponse(new NotFound("There is nothing at this address."), v7());
}

/** Signs somebody in. */
export async function POST(request: Request, { params }: Called): Promise<Response> {
  try {
    if ((await actionOf(params)) !== "callback/credentials")
      throw new NotFound("There is nothing at this address.");
    assertOwnOrigin(request.headers);
    const form = signInForm.safeParse((await readJson(request)).value);
    if (!form.success) throw invalid(form.error);
    const { email, password } = form.data;
    const attempt = {
      email,
      password,
      address: callerAddress(request.headers),
      userAgent: request.headers.get("user-agent") ?? "",
    };
    return await answerSignIn(request, form.data, () => signIn(attempt));
  } catch (error) {
    return problemResponse(error, v7());
  }
}

async function actionOf(params: Called["params"]): Promise<string> {
  return (await params).nextauth.join("/");
}
