"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { newKey } from "@/components/form/call-api";
import { useApi } from "@/components/form/use-api";
import { Button } from "@/components/ui/button";
import { FileDrop } from "@/components/ui/file-drop";
import { InlineAlert } from "@/components/ui/inline-alert";

/** Hands in a list of texts; the file itself is not kept, only the texts that it holds. */
export function ImportTexts({ framework }: { framework: string }) {
  const router = useRouter();
  const [file, setFile] = useState<File | null>(null);
  const [wrong, setWrong] = useState<readonly string[]>([]);
  const { send, pending } = useApi();
  const read = async () => {
    if (!file) return;
    setWrong([]);
    const body = { framework, csv: await file.text() };
    const answer = await send({
      ...{ method: "POST", url: "/api/v1/licensed-texts/import", body, key: newKey() },
      success: "The texts are entered.",
    });
    if (answer.ok) {
      setFile(null);
      router.refresh();
    } else setWrong((answer.problem.errors ?? []).map(({ message }) => message));
  };
  return (
    <div className="grid max-w-3xl gap-4">
      <FileDrop
        file={file}
        onFile={setFile}
        words="Drop a CSV file here, or choose one"
        hint="Columns Ref and Text; a row without a text removes it; up to 600,000 characters."
        accept=".csv,text/csv"
      />
      {wrong.length > 0 ? (
        <InlineAlert tone="critical" title="The list cannot be read as it is. Nothing was written." live>
          <ul className="list-disc pl-4">
            {wrong.map((message) => (
              <li key={message}>{message}</li>
            ))}
          </ul>
        </InlineAlert>
      ) : null}
      <div>
        <Button
          tone="primary"
          onClick={read}
          pending={pending}
          reason={file ? undefined : "Choose a file first."}
        >
          Enter texts
        </Button>
      </div>
    </div>
  );
}
