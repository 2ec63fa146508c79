"use client";
import { useCallback, useRef, useState } from "react";
import { type ApiCall, type ApiResult, callApi } from "@/components/form/call-api";
import { toast } from "@/components/ui/toast";

type Call = ApiCall & {
  /** Said when it worked: "Task done." */
  success?: string;
  /** The caller shows the problem itself. */
  quiet?: boolean;
};

/** The one way in which the browser writes: calls the REST door, once at a time, and says what came of it. */
export function useApi() {
  const [pending, setPending] = useState(false);
  const running = useRef(0);
  const send = useCallback(async <R>({ success, quiet = false, ...call }: Call): Promise<ApiResult<R>> => {
    running.current += 1;
    setPending(true);
    const result = await callApi<R>(call);
    running.current -= 1;
    if (running.current === 0) setPending(false);
    if (result.ok && success) toast.good(success);
    if (!result.ok && !quiet) {
      const { title, detail, status } = result.problem;
      toast.bad(title, {
        detail,
        ...(status === 401 ? { link: { href: "/sign-in", label: "Sign in (new tab)", newTab: true } } : {}),
      });
    }
    return result;
  }, []);
  return { send, pending };
}
