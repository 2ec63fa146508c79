import { redirect } from "next/navigation";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { getOwnRule } from "@/lib/domain/threat-models/own-rules/queries/own-rules";
import { requireActor } from "@/lib/platform/auth/page-actor";

/** A rule of one's own has its page among the rules, beside the shipped ones. */
export default async function OwnRulePage({ params }: { params: Promise<{ id: string }> }) {
  const { key } = await orNotFound(getOwnRule.receive(await requireActor(), { id: (await params).id }));
  redirect(`/threat-rules/${key}`);
}
