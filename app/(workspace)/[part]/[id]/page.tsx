import type { Metadata } from "next";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { partPages } from "../part-forms";
import { type PartRecordParams, partOf } from "../part-of";
import { PartRecord } from "../part-record";

export async function generateMetadata({ params }: PartRecordParams): Promise<Metadata> {
  const { part: name, id } = await params;
  const { part } = partOf(name);
  return { title: (await orNotFound(part.get.execute(await requireActor(), { id }))).name };
}

/** One part of any kind. */
export default async function PartPage({ params }: PartRecordParams) {
  const { part: name, id } = await params;
  const { part, concept } = partOf(name);
  return <PartRecord part={part} sections={partPages[concept].sections} id={id} />;
}
