import type { Metadata } from "next";
import type { SearchParams } from "@/app/(workspace)/first-page";
import { lookedBack } from "@/app/(workspace)/looking-back";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { partPages } from "../part-forms";
import { type PartRecordParams, partOf } from "../part-of";
import { PartRecord } from "../part-record";

type PartPageProps = PartRecordParams & { searchParams: SearchParams };

export async function generateMetadata({ params, searchParams }: PartPageProps): Promise<Metadata> {
  const { part: name, id } = await params;
  const { part } = partOf(name);
  const actor = await requireActor();
  const { past } = await lookedBack(actor, await searchParams);
  return { title: (await orNotFound(part.get.execute(actor, { id, asOf: past?.asOf }))).name };
}

/** One part of any kind. */
export default async function PartPage({ params, searchParams }: PartPageProps) {
  const { part: name, id } = await params;
  const { part, concept } = partOf(name);
  return <PartRecord part={part} sections={partPages[concept].sections} id={id} asked={await searchParams} />;
}
