import { redirect } from "next/navigation";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { getStage } from "@/lib/domain/pasta-stages/queries/stages";
import { requireActor } from "@/lib/platform/auth/page-actor";

export const metadata = { title: "PASTA stage" };

/** Leads on to the stage, which is a page of its threat model: links to a record know only its kind and its id. */
export default async function PastaStagePage({ params }: { params: Promise<{ id: string }> }) {
  const { href } = await orNotFound(getStage.execute(await requireActor(), { id: (await params).id }));
  redirect(href);
}
