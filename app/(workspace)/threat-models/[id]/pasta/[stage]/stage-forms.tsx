"use client";
import { ActButton } from "@/components/form/act-button";
import { FormDialog } from "@/components/form/form-dialog";
import { type ListKey, lists, type NoteKey, noteFields } from "@/lib/domain/pasta-stages/schema";
import type { Option } from "@/lib/platform/schema/field";

interface StageProps {
  stage: { id: string; ref: string; version: number };
}

/** Writes down what a stage says in words. */
export function NotesForm({ stage, notes }: StageProps & { notes: Record<string, string | null> }) {
  const keys = Object.keys(notes) as NoteKey[];
  return (
    <FormDialog
      label="Write"
      size="sm"
      title={`Words of ${stage.ref}`}
      shape={Object.fromEntries(keys.map((key) => [key, noteFields[key]]))}
      layout={[{ fields: keys }]}
      noun="stage"
      action={{ method: "PATCH", url: `/api/v1/pasta-stages/${stage.id}` }}
      values={notes}
      version={stage.version}
      done={null}
      submit="Save words"
      saved="Saved."
    />
  );
}

interface EntryProps extends StageProps {
  list: ListKey;
  entry: Record<string, unknown> | null;
  options: Record<string, readonly Option[]>;
  /** The people and the evidence named, by id. */
  names: Record<string, string>;
}

/** Adds an entry to a list of a stage, or changes one. */
export function EntryForm({ stage, list, entry, options, names }: EntryProps) {
  const { one, path, fields } = lists[list];
  const called = String(entry?.["text"] ?? entry?.["elementId"] ?? "");
  return (
    <FormDialog
      label={entry ? "Edit" : `Add ${one}`}
      size="sm"
      {...(entry ? { describedAs: called } : {})}
      title={entry ? `Edit ${one}` : `New ${one} at ${stage.ref}`}
      shape={fields}
      layout={[{ fields: Object.keys(fields) }]}
      options={options}
      names={names}
      noun={one}
      action={{ method: "PUT", url: `/api/v1/pasta-stages/${stage.id}/${path}` }}
      values={entry ?? {}}
      version={stage.version}
      fixed={{ entryId: entry?.["id"] ?? null }}
      done={null}
      submit={entry ? `Save ${one}` : `Add ${one}`}
      saved={entry ? "Saved." : "Added."}
    />
  );
}

/** Takes an entry out of a list of a stage. */
export function RemoveEntry({
  stage,
  list,
  entry,
}: StageProps & { list: ListKey; entry: { id: string; name: string } }) {
  return (
    <ActButton
      label="Remove"
      describedAs={entry.name}
      size="sm"
      action={{
        method: "POST",
        url: `/api/v1/pasta-stages/${stage.id}/remove-entry`,
        body: { version: stage.version, list, entryId: entry.id },
      }}
      confirm={{ title: `Remove ${entry.name}?`, consequence: "The history keeps it.", button: "Remove" }}
      done="Removed."
    />
  );
}
