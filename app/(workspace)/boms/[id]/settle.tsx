"use client";
import { useRouter } from "next/navigation";
import { useId, useState, useTransition } from "react";
import { newKey } from "@/components/form/call-api";
import { useApi } from "@/components/form/use-api";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";

interface SettleProps {
  bom: { id: string; version: number };
  difference: {
    key: string;
    kind: string;
    name: string;
    label: string;
    can: boolean;
    candidates: { id: string; name: string; unit: string }[];
  };
}

/** Settles one difference: theirs is taken over, or ours is kept. */
export function Settle({ bom, difference }: SettleProps) {
  const { key, kind, name, label, can, candidates } = difference;
  const router = useRouter();
  const id = useId();
  const { send, pending } = useApi();
  const [refreshing, startTransition] = useTransition();
  const [part, setPart] = useState("new");
  const settle = async (choice: "take" | "keep") => {
    const partId = kind === "match" && choice === "take" ? { partId: part === "new" ? null : part } : {};
    const body = { version: bom.version, choices: [{ key, choice, ...partId }] };
    const result = await send({
      method: "POST",
      url: `/api/v1/boms/${bom.id}/reconcile`,
      body,
      key: newKey(),
    });
    if (result.ok) startTransition(() => router.refresh());
  };
  const busy = pending || refreshing;
  const what = `${name}: ${label}`;
  return (
    <div className="flex flex-wrap items-center gap-2">
      {kind === "match" && can ? (
        <>
          <label htmlFor={id} className="sr-only">
            {what}
          </label>
          <Select id={id} value={part} onChange={(event) => setPart(event.target.value)}>
            <option value="new">A new one</option>
            {candidates.map((one) => (
              <option key={one.id} value={one.id}>{`${one.name}, ${one.unit}`}</option>
            ))}
          </Select>
        </>
      ) : null}
      {can ? (
        <Button
          size="sm"
          pending={busy}
          onClick={() => settle("take")}
          aria-label={`${verbOf(kind)}: ${what}`}
        >
          {verbOf(kind)}
        </Button>
      ) : (
        <span className="text-ink-soft text-sm">Kept by another unit</span>
      )}
      <Button
        size="sm"
        tone="quiet"
        pending={busy}
        onClick={() => settle("keep")}
        aria-label={`Keep ours: ${what}`}
      >
        Keep ours
      </Button>
    </div>
  );
}

function verbOf(kind: string): string {
  if (kind === "match") return "Choose";
  return kind === "absent" ? "Unlink" : "Take theirs";
}
