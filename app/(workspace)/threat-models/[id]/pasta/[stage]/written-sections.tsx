import { Facts } from "@/components/layout/facts";
import { Section } from "@/components/layout/section";
import { type ListKey, type NoteKey, noteFields } from "@/lib/domain/pasta-stages/schema";
import { fieldMeta } from "@/lib/platform/schema/field";
import type { StageRecord } from "../read-stage";
import { ListSection } from "./list-section";
import { NotesForm } from "./stage-forms";

/** What people write down at the stage that no other record holds: lists entry by entry, and words. */
export function WrittenSections({ stage }: { stage: StageRecord }) {
  const notes = Object.keys(stage.notes) as NoteKey[];
  const keys = Object.keys(stage.entries) as ListKey[];
  return (
    <>
      {keys.map((list) => (
        <ListSection key={list} stage={stage} list={list} />
      ))}
      {notes.length > 0 ? (
        <Section
          title="In words"
          id="notes"
          actions={stage.can.edit ? <NotesForm stage={stage} notes={stage.notes} /> : null}
        >
          <Facts
            items={notes.map((key) => ({
              label: fieldMeta(noteFields[key]).label,
              value: stage.notes[key],
              wide: true,
            }))}
          />
        </Section>
      ) : null}
    </>
  );
}
