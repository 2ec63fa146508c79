import type { Metadata } from "next";
import { Respond } from "./respond";

export const metadata: Metadata = { title: "Answer questions", referrer: "no-referrer" };

interface RespondPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Where somebody outside answers what they are asked. Nothing is read before the code was given. */
export default async function RespondPage({ searchParams }: RespondPageProps) {
  const { key } = await searchParams;
  return <Respond linkKey={typeof key === "string" ? key : ""} />;
}
