import { type NextRequest, NextResponse } from "next/server";
import { newNonce, pagePolicy, steeringHeaders } from "@/lib/platform/http/page-policy";

/** Gives every page its content security policy. Who may see what is decided by the operations, never here. */
export function proxy(request: NextRequest): NextResponse {
  // A page is only ever read; whoever writes does so through the API.
  if (request.method !== "GET" && request.method !== "HEAD")
    return new NextResponse(null, { status: 405, headers: { allow: "GET, HEAD" } });
  const nonce = newNonce();
  const policy = pagePolicy(nonce);
  const headers = new Headers(request.headers);
  for (const name of [...headers.keys()].filter(
    (key) => steeringHeaders.includes(key) || key.startsWith("x-middleware-"),
  ))
    headers.delete(name);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

// The API is left out: a body that passes a proxy would be cut at 10 MB.
export const config = { matcher: ["/((?!api/|_next/static/|_next/image|favicon\\.svg).*)"] };
