"use client";
import { useRouter } from "next/navigation";
import { HandInFile } from "@/app/(workspace)/frameworks/hand-in-file";
import { newKey } from "@/components/form/call-api";
import { useApi } from "@/components/form/use-api";

/** Hands in a list of texts; the file itself is not kept, only the texts that it holds. */
export function ImportTexts({ framework }: { framework: string }) {
  const router = useRouter();
  const { send } = useApi();
  return (
    <HandInFile
      hint="A CSV file with the columns Ref and Text; a row without a text removes it; up to 600,000 characters."
      accept=".csv,text/csv"
      submit="Enter texts"
      send={async (file) => {
        const answer = await send({
          ...{ method: "POST", url: "/api/v1/licensed-texts/import", key: newKey(), quiet: true },
          ...{ body: { framework, csv: await file.text() }, success: "The texts are entered." },
        });
        if (!answer.ok) return answer.problem;
        router.refresh();
        return null;
      }}
    />
  );
}
