"use client";
import { useRouter } from "next/navigation";
import { useId, useState, useTransition } from "react";
import { newKey } from "@/components/form/call-api";
import { FormDialog } from "@/components/form/form-dialog";
import { useApi } from "@/components/form/use-api";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { reasonFields } from "@/lib/domain/inventory/boms/schema";

interface SettleProps {
  bom: { id: string; version: number };
  difference: {
    key: string;
    kind: string;
    name: string;
    label: string;
    can: boolean;
    theirs: string;
    candidates: { id: string; name: string; unit: string }[];
    decided: { choice: string } | null;
  };
}

/** Settles one difference: theirs is taken over, ours is kept with a reason, or it waits and stays open. */
export function Settle({ bom, difference }: SettleProps) {
  const { key, kind, name, label, can, candidates, decided } = difference;
  const router = useRouter();
  const id = useId();
  const { send, pending } = useApi();
  const [refreshing, startTransition] = useTransition();
  const [part, setPart] = useState("new");
  const url = `/api/v1/boms/${bom.id}/reconcile`;
  const settle = async (choice: "take" | "later") => {
    const partId = kind === "match" && choice === "take" ? { partId: part === "new" ? null : part } : {};
    const body = { version: bom.version, choices: [{ key, choice, ...partId }] };
    const result = await send({
      method: "POST",
      url,
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
      <FormDialog
        label="Keep ours"
        describedAs={what}
        title={`Keep what the register says of ${name}`}
        size="sm"
        tone="quiet"
        shape={reasonFields}
        layout={[{ fields: ["reason"] }]}
        noun="bill of materials"
        // The fragment is not sent; it keeps what was written for one difference from being offered for another.
        action={{ method: "POST", url: `${url}#${encodeURIComponent(key)}` }}
        version={bom.version}
        prepare={({ version, reason }) => ({ version, choices: [{ key, choice: "keep", reason }] })}
        done={null}
        submit="Keep ours"
        saved="Kept."
      >
        {`${label}: the file says “${difference.theirs}”. It is asked again when the file says something else.`}
      </FormDialog>
      {decided?.choice === "later" ? null : (
        <Button
          size="sm"
          tone="quiet"
          pending={busy}
          onClick={() => settle("later")}
          aria-label={`Later: ${what}`}
        >
          Later
        </Button>
      )}
    </div>
  );
}

function verbOf(kind: string): string {
  if (kind === "match") return "Choose";
  return kind === "absent" ? "Unlink" : "Take theirs";
}
