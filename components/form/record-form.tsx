"use client";
import { useId } from "react";
import { FormProvider, useWatch } from "react-hook-form";
import type { Problem } from "@/components/form/call-api";
import { ConflictPanel } from "@/components/form/conflict-panel";
import { controlId, FormFieldRow } from "@/components/form/form-field-row";
import { FormFoot } from "@/components/form/form-foot";
import { askedKeys, placed } from "@/components/form/form-layout";
import { FormPart } from "@/components/form/form-part";
import { keyOfPath } from "@/components/form/form-problems";
import type { RecordFormProps } from "@/components/form/form-setup";
import type { FormField, FormValues } from "@/components/form/form-values";
import { RestoredNote } from "@/components/form/restored-note";
import { Arriving } from "@/components/form/use-arrivals";
import { useRecordForm } from "@/components/form/use-record-form";

/** A form made from a concept's own shapes: the same words and the same checks as the REST door. */
export function RecordForm(props: RecordFormProps) {
  const { layout, noun, submit: button, cancel, onCancel, options = {}, load, inDialog = false } = props;
  const formId = useId();
  const focus = (key: string) =>
    setTimeout(() => document.getElementById(controlId(formId, key))?.focus(), 0);
  const { form, fields, base, problem, pending, arriving, restoredAt, submit, resolve, discard, controls } =
    useRecordForm(props, focus);
  const held = useWatch({ control: form.control, compute: (now: FormValues) => now });
  const asked = askedKeys(layout, held);
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
        <Arriving value={arriving}>
          {layout.map((section) => {
            const open = section.fields.map(placed).filter(({ key, within }) => asked.has(key) && !within);
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
                      drawn={props.drawn?.[key]}
                    />
                  ) : null;
                })}
              </FormPart>
            );
          })}
        </Arriving>
        {props.consequence?.(held)}
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
            onResolve={(chosen) =>
              resolve({ values: controls(current), version: Number(current.version) }, chosen)
            }
          />
        ) : (
          <FormFoot
            button={button}
            pending={pending}
            sticky={!inDialog}
            problem={problem && isOfFields(problem, fields) ? null : problem}
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

// Said at the fields, and gone from there once they are changed.
function isOfFields({ status, errors = [] }: Problem, fields: readonly FormField[]): boolean {
  const keys = new Set(fields.map(({ key }) => key));
  return status === 400 && errors.length > 0 && errors.every(({ path }) => keys.has(keyOfPath(path)));
}
