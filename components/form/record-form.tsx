"use client";
import { useId } from "react";
import { FormProvider, useWatch } from "react-hook-form";
import { ConflictPanel } from "@/components/form/conflict-panel";
import { controlId, FormFieldRow } from "@/components/form/form-field-row";
import { FormFoot } from "@/components/form/form-foot";
import { askedKeys, type FieldShapes, type FormSection, placed } from "@/components/form/form-layout";
import { FormPart } from "@/components/form/form-part";
import type { FormValues } from "@/components/form/form-values";
import { RestoredNote } from "@/components/form/restored-note";
import { useRecordForm } from "@/components/form/use-record-form";
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
  /** Where to go: `/risks` leads to `/risks/<id>`; null stays and refreshes. */
  done: string | null;
  /** The verb on the button: "Create risk". */
  submit: string;
  /** Said when it worked. */
  saved?: string;
  cancel?: string;
}

export interface RecordFormProps extends FormSetup {
  shape: FieldShapes;
  layout: readonly FormSection[];
  noun: string;
  /** Where picked records are searched, if not at the concept's choices. */
  load?: (concept: string) => LoadChoices;
  /** In a dialog: no cards, no bar that sticks. */
  inDialog?: boolean;
  /** Called with the answer, before the form goes on. */
  onSaved?: (answer: unknown) => void;
  /** Puts what was filled in into the form that the address takes, where that differs. */
  prepare?: (filledIn: Record<string, unknown>) => Record<string, unknown>;
  onCancel?: () => void;
}

/** What a form started from: the record as its writer saw it. */
export interface FormBase {
  values: FormValues;
  version: number | null;
}

/** A form made from a concept's own shapes: the same words and the same checks as the REST door. */
export function RecordForm(props: RecordFormProps) {
  const { layout, noun, submit: button, cancel, onCancel, options = {}, load, inDialog = false } = props;
  const formId = useId();
  const focus = (key: string) =>
    setTimeout(() => document.getElementById(controlId(formId, key))?.focus(), 0);
  const { form, fields, base, problem, pending, restoredAt, submit, resolve, discard, controls } =
    useRecordForm(props, focus);
  const asked = askedKeys(layout, useWatch({ control: form.control, compute: (held: FormValues) => held }));
  const errors = fields.filter(({ key }) => form.formState.errors[key]);
  const current = problem?.status === 409 ? problem.current : undefined;
  return (
    <FormProvider {...form}>
      <form
        noValidate
        onSubmit={submit}
        aria-label={button}
        aria-busy={pending || undefined}
        className="grid gap-4"
      >
        {restoredAt ? <RestoredNote at={restoredAt} onDiscard={discard} /> : null}
        {layout.map((section) => {
          const open = section.fields.map(placed).filter(({ key }) => asked.has(key));
          if (open.length === 0) return null;
          return (
            <FormPart key={section.title ?? open[0]?.key} section={section} flat={inDialog}>
              {open.map(({ key, half = false }) => {
                const field = fields.find((one) => one.key === key);
                return field ? (
                  <FormFieldRow
                    key={key}
                    field={field}
                    formId={formId}
                    half={half}
                    options={options[key]}
                    load={load}
                  />
                ) : null;
              })}
            </FormPart>
          );
        })}
        {current ? (
          <ConflictPanel
            key={String(current.version)}
            noun={noun}
            fields={fields}
            base={base.values}
            mine={form.getValues()}
            theirs={controls(current)}
            options={options}
            pending={pending}
            onResolve={(held) =>
              resolve({ values: controls(current), version: Number(current.version) }, held)
            }
          />
        ) : (
          <FormFoot
            button={button}
            pending={pending}
            sticky={!inDialog}
            problem={problem}
            wrong={errors.map(({ key, meta }) => ({ key, label: meta.label }))}
            onFocus={focus}
            cancel={cancel}
            onCancel={onCancel}
          />
        )}
      </form>
    </FormProvider>
  );
}
