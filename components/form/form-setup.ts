import type { ComponentType, ReactNode } from "react";
import type { FieldControlProps } from "@/components/form/field-control-props";
import type { FieldShapes, FormSection } from "@/components/form/form-layout";
import type { FormValues } from "@/components/form/form-values";
import type { LoadChoices } from "@/components/ui/use-choices";
import type { Option } from "@/lib/platform/schema/field";

/** What a page hands to a concept's form; all of it is plain data. */
export interface FormSetup {
  action: { method: "POST" | "PATCH" | "PUT"; url: string };
  /** The record as read, or what a new one starts with. */
  values?: object;
  /** The version the writer sees; sent along and compared. */
  version?: number;
  /** Names of records that `values` holds only by id. */
  names?: Record<string, string>;
  /** Choices known only at run time, such as categories or the labels of a scale. */
  options?: Record<string, readonly Option[]>;
  /** Sent beside the fields. */
  fixed?: Record<string, unknown>;
  /** Where to go: `/risks` leads to `/risks/<id>`, an address with a question mark to itself; null stays and refreshes. */
  done: string | null;
  /** The verb on the button: "Create risk". */
  submit: string;
  /** Said when it worked. */
  saved?: string;
  cancel?: string;
}

/** A concept's form: what the page hands in, and the shape it is made from. */
export interface RecordFormProps extends Omit<FormSetup, "saved"> {
  /** Said when it worked, where need be by what was answered. */
  saved?: string | ((answer: unknown) => string);
  shape: FieldShapes;
  layout: readonly FormSection[];
  noun: string;
  /** Where picked records are searched, if not at the concept's choices. */
  load?: (concept: string) => LoadChoices;
  /** Controls of its own for single fields, by key. */
  drawn?: Readonly<Record<string, DrawnControl>>;
  /** In a dialog: no cards, no bar that sticks. */
  inDialog?: boolean;
  /** Called with the answer, before the form goes on. */
  onSaved?: (answer: unknown) => void;
  /** Puts what was filled in into the form that the address takes, where that differs. */
  prepare?: (filledIn: Record<string, unknown>, held: FormValues) => Record<string, unknown>;
  onCancel?: () => void;
  /** What follows from what is filled in so far, shown before it is sent. */
  consequence?: (held: FormValues) => ReactNode;
}

/** What draws the control of one field in place of the usual one; it takes the field's id so that it can be led to. */
export type DrawnControl = ComponentType<FieldControlProps>;

/** What a form started from: the record as its writer saw it. */
export interface FormBase {
  values: FormValues;
  version: number | null;
}
