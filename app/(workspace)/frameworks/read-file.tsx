"use client";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { sendFile } from "@/components/form/call-api";
import { HandInFile } from "./hand-in-file";

interface ReadFileProps {
  /** The door that takes the file, and the page below which the draft then stands. */
  door: string;
  page: string;
  hint: string;
  accept: string;
  /** What is said beside the file; what is empty is taken from it. */
  given: Readonly<Record<string, string>>;
  /** The fields for that. */
  children: ReactNode;
}

/** Hands in a file that is read as a draft, and goes to it. */
export function ReadFile({ door, page, hint, accept, given, children }: ReadFileProps) {
  const router = useRouter();
  return (
    <HandInFile
      {...{ hint, accept }}
      submit="Read file"
      send={async (file) => {
        const said = Object.entries(given).filter(([, value]) => value.trim() !== "");
        const query = new URLSearchParams({ name: file.name, ...Object.fromEntries(said) });
        const answer = await sendFile<{ id: string }>(`${door}?${query}`, file);
        if (!answer.ok) return answer.problem;
        router.push(`${page}/${answer.data.id}`);
        return null;
      }}
    >
      {children}
    </HandInFile>
  );
}
