import type { ReactNode } from "react";

/** A line of a menu: an act, a place to go, a file to save, one value of several, a heading, or a rule between. */
export type MenuItem =
  | "separator"
  | { heading: string; detail?: string }
  | { label: string; detail?: string; icon?: ReactNode; href: string; download?: boolean }
  | {
      label: string;
      detail?: string;
      icon?: ReactNode;
      onSelect: () => void;
      checked?: boolean;
      danger?: boolean;
      /** Why it cannot be done now; shown under the label. */
      reason?: string | undefined;
    };
