import { redirect } from "next/navigation";
import { onDay } from "@/components/layout/on-day";

interface RedirectProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ asOf?: string }>;
}

/** A classification bears the id of its system and is shown there. */
export default async function ClassificationRedirect({ params, searchParams }: RedirectProps) {
  redirect(onDay(`/systems/${(await params).id}/classification`, (await searchParams).asOf));
}
