"use client";
import { useState } from "react";
import { takeStep } from "@/app/(public)/sign-in-step";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";

/** Leaves for the provider to link one's own account to the one there. */
export function LinkProvider({ label }: { label: string }) {
  const [pending, setPending] = useState(false);
  const leave = async () => {
    setPending(true);
    const begun = await takeStep<{ to: string }>("single-sign-on/link");
    if (begun.ok) return window.location.assign(begun.data.to);
    toast.bad(begun.problem.title, { detail: begun.problem.detail });
    setPending(false);
  };
  return (
    <Button size="sm" pending={pending} onClick={() => void leave()}>
      Link {label}
    </Button>
  );
}
