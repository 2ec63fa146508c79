"use client";
import { useRef, useState } from "react";
import { type ApiCall, type ApiResult, callApi, newKey } from "@/components/form/call-api";

/** Sends one attempt at a time; the same body sent again keeps its key, so that nothing is written twice. */
export function useAttempt() {
  const [pending, setPending] = useState(false);
  const running = useRef(false);
  const last = useRef({ body: "", key: "" });

  /** Returns undefined where an attempt is still under way. */
  const send = async <R>(call: Omit<ApiCall, "key">): Promise<ApiResult<R> | undefined> => {
    if (running.current) return undefined;
    running.current = true;
    setPending(true);
    const body = JSON.stringify(call.body);
    if (last.current.body !== body) last.current = { body, key: newKey() };
    const result = await callApi<R>({ ...call, key: last.current.key });
    if (result.ok) last.current = { body: "", key: "" };
    running.current = false;
    setPending(false);
    return result;
  };
  return { pending, send };
}
