import { redirect } from "next/navigation";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { getOwnControl } from "@/lib/domain/controls/own/queries/own";
import { requireActor } from "@/lib/platform/auth/page-actor";

/** An own control has its page in the library, beside the shipped ones. */
export default async function OwnControlPage({ params }: { params: Promise<{ id: string }> }) {
  const { key } = await orNotFound(getOwnControl.receive(await requireActor(), { id: (await params).id }));
  redirect(`/controls/library/${key}`);
}
