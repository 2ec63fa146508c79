"use client";
import { useCallback, useEffect, useState } from "react";
import { AccountField } from "@/app/(public)/account-field";
import { AccountForm } from "@/app/(public)/account-form";
import { callApi } from "@/components/form/call-api";
import { RespondDesk, type Shown } from "./respond-desk";

type Stage =
  | { at: "begin" | "code" }
  | { at: "shut"; title: string; detail: string }
  | { at: "open"; session: string; shown: Shown };

/** The link of somebody outside: asks for the code once in this browser, then shows what is asked. */
export function Respond({ linkKey }: { linkKey: string }) {
  const place = `plumbline:respond:${linkKey.slice(0, 12)}`;
  const [stage, setStage] = useState<Stage>({ at: "begin" });
  const read = useCallback(
    async (session: string) => {
      const body = { key: linkKey, session };
      const result = await callApi<Shown>({ method: "POST", url: "/api/v1/respond/questions", body });
      if (result.ok) return setStage({ at: "open", session, shown: result.data });
      const { status, title, detail } = result.problem;
      setStage(status === 401 ? { at: "code" } : { at: "shut", title, detail });
    },
    [linkKey],
  );
  useEffect(() => {
    void read(localStorage.getItem(place) ?? "none");
  }, [read, place]);
  const open = async ({ code = "" }: Record<string, string>) => {
    const body = { key: linkKey, code };
    const result = await callApi<{ session: string }>({ method: "POST", url: "/api/v1/respond/open", body });
    if (!result.ok) return result.problem;
    localStorage.setItem(place, result.data.session);
    await read(result.data.session);
    return null;
  };
  if (stage.at === "open")
    return <RespondDesk {...{ linkKey, place }} session={stage.session} shown={stage.shown} reload={read} />;
  if (stage.at === "begin") return <p role="status">One moment…</p>;
  if (stage.at === "shut")
    return (
      <>
        <h1 className="font-semibold text-xl">{stage.title}</h1>
        <p className="mt-1 text-ink-soft">{stage.detail}</p>
      </>
    );
  return (
    <div className="max-w-sm">
      <h1 className="font-semibold text-xl">You are asked to answer questions</h1>
      <p className="mt-1 mb-4 text-ink-soft">
        Give the code that was passed on to you. It works once; this browser then stays open until the link
        ends.
      </p>
      <AccountForm submit="Continue" send={open}>
        {(problemOf) => (
          <AccountField
            name="code"
            label="Code"
            autoComplete="one-time-code"
            problem={problemOf("code")}
            focus
          />
        )}
      </AccountForm>
    </div>
  );
}
