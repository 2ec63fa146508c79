"use client";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { type ApiCall, newKey } from "@/components/form/call-api";
import { useApi } from "@/components/form/use-api";
import { Button, type ButtonProps } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";

interface ActButtonProps {
  label: string;
  action: Omit<ApiCall, "key">;
  tone?: ButtonProps["tone"];
  size?: ButtonProps["size"];
  /** What the verb is about, for a button that stands in a list of its like. */
  describedAs?: string;
  /** Why it cannot be done now. */
  reason?: string;
  /** Asked before: what it is about, what follows, the verb again. */
  confirm?: { title: string; consequence: string; button: string };
  /** Said when it worked: "System retired." */
  done?: string;
  /** Where to go then; otherwise the page refreshes. */
  goTo?: string;
}

/** A button that writes one thing, asking first where it matters. */
export function ActButton({
  label,
  action,
  tone,
  size,
  describedAs,
  reason,
  confirm,
  done,
  goTo,
}: ActButtonProps) {
  const router = useRouter();
  const { send, pending } = useApi();
  const [asking, setAsking] = useState(false);
  const [refreshing, startTransition] = useTransition();
  const act = async () => {
    const result = await send({ ...action, key: newKey(), ...(done ? { success: done } : {}) });
    if (!result.ok) return;
    startTransition(() => {
      if (goTo) router.push(goTo);
      router.refresh();
    });
  };
  return (
    <>
      <Button
        tone={tone ?? "default"}
        size={size ?? "md"}
        reason={reason}
        {...(describedAs ? { "aria-label": `${label}: ${describedAs}` } : {})}
        pending={pending || refreshing}
        onClick={confirm ? () => setAsking(true) : act}
      >
        {label}
      </Button>
      {confirm ? (
        <ConfirmDialog
          {...confirm}
          open={asking}
          onClose={() => setAsking(false)}
          danger={tone === "danger"}
          onConfirm={act}
        />
      ) : null}
    </>
  );
}
