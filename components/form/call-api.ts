/** What the REST door says when it refuses (RFC 9457). */
export interface Problem {
  title: string;
  status: number;
  detail: string;
  errors?: readonly { path: string; message: string }[];
  /** In a conflict: the record as it is now. */
  current?: Record<string, unknown>;
  requestId?: string;
}

export interface ApiCall {
  method: "POST" | "PATCH" | "PUT" | "DELETE";
  url: string;
  body?: unknown;
  /** The same key for the same attempt: a repeated call then changes nothing twice. */
  key?: string;
}

export type ApiResult<R> = { ok: true; status: number; data: R } | { ok: false; problem: Problem };

/** A key nobody else uses. `crypto.randomUUID` is missing where the page is served over plain HTTP by IP address. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Writes through the REST door and returns its answer or the problem it names; never throws. */
export async function callApi<R>({ method, url, body, key }: ApiCall): Promise<ApiResult<R>> {
  const send = () =>
    ask<R>(url, {
      method,
      headers: { "Content-Type": "application/json", ...(key ? { "Idempotency-Key": key } : {}) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const result = await send();
  // Nothing was done yet: once who it is was proven, the same is sent again.
  const unproven = !result.ok && result.problem.title === confirmTitle;
  return unproven && (await confirmSelf?.()) ? send() : result;
}

/** Sends a file through the REST door; its answer or the problem comes back as for any other write. */
export function sendFile<R>(url: string, file: Blob): Promise<ApiResult<R>> {
  return ask<R>(url, { method: "POST", headers: { "Content-Type": "application/octet-stream" }, body: file });
}

/**
 * Sends a file as sendFile does and says how much of it has left, from 0 to 1; `fetch` cannot tell. An aborted signal ends
 * it with a problem of status 0.
 */
export function sendFileInSteps<R>(
  url: string,
  file: Blob,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<ApiResult<R>> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => resolve(answered<R>(request.status, request.responseText));
    request.onerror = () => resolve(unanswered());
    request.onabort = () => resolve(unanswered());
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}

/** The title by which the server says that who it is has to be proven again first. */
const confirmTitle = "Confirm that it is you";

let confirmSelf: (() => Promise<boolean>) | null = null;

/** Says how a person is asked to prove who they are before what takes it is sent again; null where nobody can be asked. */
export function askToConfirm(ask: (() => Promise<boolean>) | null): void {
  confirmSelf = ask;
}

async function ask<R>(url: string, init: RequestInit): Promise<ApiResult<R>> {
  try {
    const answer = await fetch(url, init);
    return answered<R>(answer.status, await answer.text());
  } catch {
    return unanswered();
  }
}

function answered<R>(status: number, text: string): ApiResult<R> {
  try {
    if (status >= 200 && status < 300)
      return { ok: true, status, data: (text ? JSON.parse(text) : undefined) as R };
  } catch {
    // A proxy on the way answered with a page of its own.
  }
  return { ok: false, problem: toProblem(status, text) };
}

function unanswered(): { ok: false; problem: Problem } {
  return {
    ok: false,
    problem: {
      status: 0,
      title: "The server did not answer.",
      detail: "Check the connection and try again. Nothing you typed is lost.",
    },
  };
}

function toProblem(status: number, text: string): Problem {
  const fallback: Problem = {
    status,
    title: "That did not work.",
    detail: `The server answered ${status}. Try again; if it stays, tell your administrator.`,
  };
  if (status === 401)
    return {
      ...fallback,
      title: "Your session has ended.",
      detail: "Sign in again in a new tab, then come back and repeat this. Nothing you typed is lost.",
    };
  try {
    return { ...fallback, ...(JSON.parse(text) as Partial<Problem>), status };
  } catch {
    return fallback;
  }
}
