"use client";
import { useMemo } from "react";
import { useDraftOwner } from "@/components/form/draft-owner";
import type { AnswerDoor } from "./use-answers";

/** Returns where the answers of a person who is signed in are kept and sent. */
export function useInsideDoor(id: string): AnswerDoor {
  const owner = useDraftOwner();
  return useMemo(() => {
    const url = `/api/v1/assessments/${id}`;
    return {
      place: `plumbline:answers:${owner}:${id}`,
      save: (key, { seen, answer }) => ({
        method: "PUT",
        url: `${url}/answers/${encodeURIComponent(key)}`,
        body: { seen, answer },
      }),
      confirm: `${url}/confirm`,
    };
  }, [id, owner]);
}
