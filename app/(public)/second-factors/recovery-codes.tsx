"use client";
import { Button } from "@/components/ui/button";
import { buttonLook } from "@/components/ui/button-look";
import { InlineAlert } from "@/components/ui/inline-alert";
import { toast } from "@/components/ui/toast";

interface RecoveryCodesProps {
  codes: readonly string[];
  /** The verb that goes on. */
  done: string;
  onDone: () => void;
}

/** Recovery codes, shown this once: to be copied or saved before going on. */
export function RecoveryCodes({ codes, done, onDone }: RecoveryCodesProps) {
  const text = codes.join("\n");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      toast.good("Copied.");
    } catch {
      // Browsers offer the clipboard on secure addresses only.
      toast.bad("Your browser does not let pages copy here.", { detail: "Save them, or write them down." });
    }
  };
  return (
    <InlineAlert tone="good" title="Keep these recovery codes now: they are not shown again" live>
      <p>
        Each lets you in once in place of your second factor, when it is lost. Keep them where nobody else
        finds them, and not on the same device.
      </p>
      <ul aria-label="Recovery codes" className="my-3 grid gap-1 font-mono text-ink sm:grid-cols-2">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button onClick={copy}>Copy</Button>
        <a
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(`${text}\n`)}`}
          download="plumbline-recovery-codes.txt"
          className={buttonLook()}
        >
          Save as a file
        </a>
        <Button tone="primary" onClick={onDone}>
          {done}
        </Button>
      </div>
    </InlineAlert>
  );
}
