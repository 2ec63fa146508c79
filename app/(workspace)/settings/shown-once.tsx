"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { InlineAlert } from "@/components/ui/inline-alert";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";

interface ShownOnceProps {
  /** What it is: "Invitation link". */
  label: string;
  secret: string;
  /** What to do with it, and until when it works. */
  children: string;
}

/** A link or token that is never shown again, with a button that copies it. */
export function ShownOnce({ label, secret, children }: ShownOnceProps) {
  const [field, setField] = useState<HTMLInputElement | null>(null);
  const copy = async () => {
    field?.select();
    try {
      await navigator.clipboard.writeText(secret);
      toast.good("Copied.");
    } catch {
      // Browsers offer the clipboard on secure addresses only; what is selected can still be copied by hand.
      toast.bad("Your browser does not let pages copy here.", {
        detail: "It is selected: press Ctrl+C or ⌘C.",
      });
    }
  };
  return (
    <InlineAlert tone="good" title={`${label}: copy it now, it is not shown again`} live>
      <p>{children}</p>
      <div className="mt-2 flex gap-2">
        <Input
          ref={setField}
          readOnly
          value={secret}
          aria-label={label}
          onFocus={(event) => event.currentTarget.select()}
          className="font-mono"
        />
        <Button tone="primary" onClick={copy}>
          Copy
        </Button>
      </div>
    </InlineAlert>
  );
}
