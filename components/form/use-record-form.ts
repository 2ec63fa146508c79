"use client";
import { useRouter } from "next/navigation";
import { type SyntheticEvent, useEffect, useMemo, useRef, useState, useTransition } from "react";
import { useForm } from "react-hook-form";
import type { Problem } from "@/components/form/call-api";
import { useDraftOwner } from "@/components/form/draft-owner";
import { bodyOf } from "@/components/form/form-body";
import { askedKeys, fieldsOf } from "@/components/form/form-layout";
import { keyOfPath, problemsOf } from "@/components/form/form-problems";
import type { FormBase, RecordFormProps } from "@/components/form/form-setup";
import { changedFields, type FormField, type FormValues, toControl } from "@/components/form/form-values";
import { useArrivals } from "@/components/form/use-arrivals";
import { useAttempt } from "@/components/form/use-attempt";
import { useDraft } from "@/components/form/use-draft";
import { toast } from "@/components/ui/toast";

/** What a form does: check, send once, place the answer's problems, keep the draft, settle conflicts, go on. */
export function useRecordForm(props: RecordFormProps, focus: (key: string) => void) {
  const {
    shape,
    layout,
    action,
    values = {},
    version = null,
    names,
    fixed,
    done,
    saved,
    onSaved,
    prepare,
  } = props;
  const router = useRouter();
  const [leaving, startLeaving] = useTransition();
  const fields = useMemo(() => fieldsOf(shape, layout), [shape, layout]);
  const controls = (record: object) =>
    Object.fromEntries(
      fields.map((field) => [field.key, toControl(field, record as Record<string, unknown>, names)]),
    );
  const [base, setBase] = useState<FormBase>(() => ({ values: controls(values), version }));
  const [problem, setProblem] = useState<Problem | null>(null);
  const attempt = useAttempt();
  const arrivals = useArrivals();
  const form = useForm<FormValues>({
    defaultValues: base.values,
    shouldFocusError: false,
    resolver: (held) => {
      const asked = askedKeys(layout, held);
      const found = Object.entries(
        problemsOf(
          shape,
          fields.filter(({ key }) => asked.has(key)),
          held,
        ),
      );
      return found.length === 0
        ? { values: held, errors: {} }
        : {
            values: {},
            errors: Object.fromEntries(found.map(([key, message]) => [key, { type: "invalid", message }])),
          };
    },
  });
  const draftKey = `plumbline-draft:${useDraftOwner()}:${action.method}:${action.url}`;
  const draft = useDraft(form, { key: draftKey, fields, base: base.values, version: base.version }, (seen) =>
    setBase((now) => ({ values: { ...now.values, ...seen.values }, version: seen.version ?? now.version })),
  );

  const start = (next: FormBase) => {
    setBase(next);
    form.reset(next.values);
  };
  // A refreshed page brings a newer record: an untouched form follows it, a touched one meets it as a conflict.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new version matters.
  useEffect(() => {
    if (version === null || version === base.version) return;
    if (changedFields(fields, base.values, form.getValues()).length === 0)
      start({ values: controls(values), version });
  }, [version]);

  const leave = (id: string | undefined) =>
    startLeaving(() => {
      if (done !== null) router.push(id && !done.includes("?") ? `${done}/${id}` : done);
      router.refresh();
    });
  const send = async (held: FormValues, from: FormBase) => {
    const untouched = action.method === "PATCH" && !fixed && !prepare;
    if (untouched && changedFields(fields, from.values, held).length === 0) {
      return leave((values as { id?: string }).id);
    }
    const filledIn = bodyOf(fields, layout, held, from, action.method, fixed);
    const result = await attempt.send<{ id?: string; version?: number } | undefined>({
      ...action,
      body: prepare?.(filledIn, held) ?? filledIn,
    });
    if (!result) return;
    setProblem(null);
    if (!result.ok) return refuse(result.problem);
    draft.clear();
    // What was made is made: the next one starts empty. What was changed is the new start.
    const version = result.data?.version ?? (from.version === null ? null : from.version + 1);
    start({ values: action.method === "POST" ? controls(values) : held, version });
    if (saved) toast.good(typeof saved === "string" ? saved : saved(result.data));
    onSaved?.(result.data);
    leave(result.data?.id);
  };

  const refuse = (answer: Problem) => {
    setProblem(answer);
    const known = new Set(fields.map(({ key }) => key));
    const placed = (answer.errors ?? []).flatMap(({ path, message }) => {
      const key = keyOfPath(path);
      return known.has(key) ? [{ key, message }] : [];
    });
    for (const { key, message } of placed) form.setError(key, { type: "server", message });
    focusFirst(fields, new Set(placed.map(({ key }) => key)), focus);
  };

  // The record that it starts from may be a newer one by the time all files have arrived.
  const sendNow = useRef(() => {});
  sendNow.current = form.handleSubmit(
    (held) => send(held, base),
    (errors) => focusFirst(fields, new Set(Object.keys(errors)), focus),
  );
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void arrivals.afterArrivals(() => sendNow.current());
  };
  const resolve = (theirs: FormBase, held: FormValues) => {
    setBase(theirs);
    for (const { key } of fields) form.setValue(key, held[key] ?? null);
    return send(held, theirs);
  };
  const discard = () => {
    draft.clear();
    start({ values: controls(values), version });
  };
  return {
    form,
    fields,
    base,
    problem,
    pending: attempt.pending || leaving || arrivals.waiting,
    arriving: arrivals.arriving,
    restoredAt: draft.restoredAt,
    submit,
    resolve,
    discard,
    controls,
  };
}

function focusFirst(fields: readonly FormField[], wrong: ReadonlySet<string>, focus: (key: string) => void) {
  const first = fields.find(({ key }) => wrong.has(key));
  if (first) focus(first.key);
}
