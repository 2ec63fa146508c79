import { restDoor } from "@/lib/platform/http/door";
import { modules } from "@/lib/registry";

let door: ((request: Request) => Promise<Response>) | undefined;

export interface Answer {
  status: number;
  // The test asserts what is in it; a wrong guess fails there.
  body: Record<string, unknown>;
  headers: Headers;
}

/** Sends a request to the REST door as the holder of a token and returns what came back. */
export async function request(
  method: string,
  path: string,
  options: { token?: string; body?: unknown; headers?: Record<string, string>; raw?: BodyInit } = {},
): Promise<Answer> {
  door ??= restDoor(modules);
  const headers = new Headers(options.headers);
  if (options.token) headers.set("authorization", `Bearer ${options.token}`);
  if (options.body !== undefined && !headers.has("content-type"))
    headers.set("content-type", "application/json");
  const body = options.raw ?? (options.body === undefined ? undefined : JSON.stringify(options.body));
  const init = { method, headers, duplex: "half", ...(body === undefined ? {} : { body }) };
  const response = await door(new Request(`http://localhost:3000/api/v1${path}`, init as RequestInit));
  return { status: response.status, body: parsed(await response.text()), headers: response.headers };
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return { text };
  }
}
