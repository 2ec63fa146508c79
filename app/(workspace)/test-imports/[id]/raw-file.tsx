"use client";
import { useState } from "react";
import { Section } from "@/components/layout/section";
import { Button } from "@/components/ui/button";
import { DateText } from "@/components/ui/date-text";

interface RawFileProps {
  id: string;
  fileName: string;
  until: string;
}

/** The file as it came, for whoever may have it: saved by the browser, and each download recorded. */
export function RawFile({ id, fileName, until }: RawFileProps) {
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const save = async () => {
    setPending(true);
    setProblem(await download(id, fileName));
    setPending(false);
  };
  return (
    <Section title="The file as it came" description="It holds every prompt and answer, unmasked.">
      <div className="grid gap-3">
        <p>
          Kept encrypted until <DateText value={until} time />. Who downloads it is recorded.
        </p>
        <div>
          <Button pending={pending} onClick={() => void save()}>
            Download file
          </Button>
        </div>
        {problem ? (
          <p role="alert" className="text-critical text-sm">
            {problem}
          </p>
        ) : null}
      </div>
    </Section>
  );
}

async function download(id: string, fileName: string): Promise<string | null> {
  const failed = "The file could not be downloaded. Try again.";
  try {
    const answer = await fetch(`/api/v1/test-imports/${id}/raw`, { method: "POST" });
    if (!answer.ok) return ((await answer.json()) as { detail?: string }).detail ?? failed;
    const address = URL.createObjectURL(await answer.blob());
    const link = Object.assign(document.createElement("a"), { href: address, download: fileName });
    link.click();
    URL.revokeObjectURL(address);
    return null;
  } catch {
    return failed;
  }
}
