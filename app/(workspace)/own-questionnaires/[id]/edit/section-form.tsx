"use client";
import { TextField } from "@/components/form/editor-fields";
import { freeKey } from "@/lib/domain/assessments/templates/edit/rules";
import type { Section } from "@/lib/domain/assessments/templates/schema";
import { ConditionForm } from "./condition-form";
import type { Target } from "./condition-target";

interface SectionFormProps {
  section: Section;
  /** The keys of the other sections. */
  used: readonly string[];
  targets: readonly Target[];
  onChange: (section: Section) => void;
}

/** One section: what it is called, what stands above its questions, and when it is asked. */
export function SectionForm({ section, used, targets, onChange }: SectionFormProps) {
  const name = (title: string) => {
    const follows =
      /^section-\d+$/.test(section.key) || section.key === freeKey(section.title, used, "section");
    onChange({ ...section, title, key: follows ? freeKey(title, used, "section") : section.key });
  };
  return (
    <div className="grid gap-4">
      <TextField label="Title" value={section.title} max={120} onChange={name} />
      <TextField label="Key" value={section.key} max={60} onChange={(key) => onChange({ ...section, key })} />
      <TextField
        label="Introduction"
        value={section.text}
        max={1_500}
        lines
        onChange={(text) => onChange({ ...section, text: text || undefined })}
      />
      <ConditionForm
        noun="section"
        condition={section.when}
        targets={targets}
        onChange={(when) => onChange({ ...section, when })}
      />
    </div>
  );
}
