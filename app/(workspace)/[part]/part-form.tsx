"use client";
import type { FormSetup } from "@/components/form/form-setup";
import { RecordForm } from "@/components/form/record-form";
import { type PartConcept, partConcept } from "@/lib/domain/inventory/parts/concepts/schema";
import { partPages } from "./part-forms";

/** The form of a part of any kind. */
export function PartForm({ concept, ...setup }: FormSetup & { concept: PartConcept }) {
  const { shape, sections } = partPages[concept];
  return <RecordForm shape={shape} noun={partConcept(concept).one} layout={sections} {...setup} />;
}
