import type { Choice } from "@/components/ui/use-choices";

/** What is said of one file where it differs from what is said of all; nothing where it does not. */
export interface OwnWords {
  system: Choice | null;
  model: Choice | null;
  modelVersion: string;
  promptVersion: string;
  format: string;
}

/** A file that has arrived, as the form keeps it: what it was recognised as, and what is said of it alone. */
export interface HandedFile extends Choice {
  size: number;
  /** The format and its version; null where none is known for sure. */
  recognised: string | null;
  /** Why none is, and what to do. */
  doubt: string | null;
  own: OwnWords;
}

export const nothingOwn: OwnWords = {
  system: null,
  model: null,
  modelVersion: "",
  promptVersion: "",
  format: "",
};

/** Returns what the form sends of a file beside what it sends of all. */
export function toSend({ id, own }: HandedFile): Record<string, unknown> {
  const { system, model, modelVersion, promptVersion, format } = own;
  return {
    fileId: id,
    ...(system ? { systemId: system.id } : {}),
    ...(model ? { modelId: model.id } : {}),
    ...(modelVersion.trim() ? { modelVersion } : {}),
    ...(promptVersion.trim() ? { promptVersion } : {}),
    ...(format ? { format } : {}),
  };
}
