interface Choice {
  value: string;
  label: string;
}

/** What a questionnaire may point at, for the lists of the editor. */
export interface Pointers {
  frameworks: readonly Choice[];
  risks: readonly Choice[];
  controls: readonly Choice[];
}
