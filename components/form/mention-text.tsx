"use client";
import { type KeyboardEvent, useId, useMemo, useRef, useState } from "react";
import { useController, useFormContext } from "react-hook-form";
import type { FieldControlProps } from "@/components/form/field-control-props";
import type { FormValues } from "@/components/form/form-values";
import { mentionAt, stillNamed, withMention } from "@/components/form/mentions";
import { popupLook } from "@/components/ui/popup-look";
import { Textarea } from "@/components/ui/textarea";
import { type Choice, choicesOf, useChoices } from "@/components/ui/use-choices";

const steps = new Map([
  ["ArrowDown", 1],
  ["ArrowUp", -1],
]);

/** Text in which @ offers people while one types; whoever is named in it is kept in the field beside it. */
export function MentionText(props: FieldControlProps) {
  const { field, id, value, onChange, onBlur, invalid, describedBy, load } = props;
  const { control } = useFormContext<FormValues>();
  const people = useController({ control, name: field.meta.mentions ?? "" });
  const told = (people.field.value ?? []) as Choice[];
  const area = useRef<HTMLTextAreaElement>(null);
  const listId = useId();
  const [asked, setAsked] = useState<{ from: number; words: string } | null>(null);
  const [at, setAt] = useState(0);
  const { choices, state, search } = useChoices(useMemo(() => (load ?? choicesOf)("people"), [load]));
  const text = String(value ?? "");
  const shown = asked ? choices : [];
  const problem = people.fieldState.error?.message;
  const optionId = (index: number) => `${listId}-${index}`;

  const look = (now: string, caret: number, named: readonly Choice[]) => {
    const found = mentionAt(now, caret, named);
    setAsked(found);
    setAt(0);
    if (found) void search(found.words);
  };
  const typed = (now: string, caret: number) => {
    const named = stillNamed(now, told);
    onChange(now);
    if (named.length !== told.length) people.field.onChange(named);
    look(now, caret, named);
  };
  const take = (choice: Choice | undefined) => {
    if (!choice || !asked) return;
    const { text: now, caret } = withMention(text, asked, choice.name);
    onChange(now);
    if (!told.some((one) => one.id === choice.id)) people.field.onChange([...told, choice]);
    setAsked(null);
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(caret, caret);
    });
  };
  const pressed = (event: KeyboardEvent) => {
    if (shown.length === 0) return;
    const { key } = event;
    if (!steps.has(key) && !["Enter", "Tab", "Escape"].includes(key)) return;
    event.preventDefault();
    event.stopPropagation();
    if (key === "Escape") return setAsked(null);
    if (key === "Enter" || key === "Tab") return take(shown[at]);
    setAt((at + shown.length + (steps.get(key) ?? 0)) % shown.length);
  };
  return (
    <div className="relative">
      <Textarea
        id={id}
        ref={area}
        value={text}
        placeholder={field.meta.example}
        aria-invalid={invalid || problem ? true : undefined}
        aria-required={field.required || undefined}
        aria-describedby={
          [describedBy, problem ? `${listId}-problem` : ""].filter(Boolean).join(" ") || undefined
        }
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-controls={shown.length > 0 ? listId : undefined}
        aria-activedescendant={shown.length > 0 ? optionId(at) : undefined}
        onChange={({ target }) => typed(target.value, target.selectionStart)}
        onKeyDown={pressed}
        onBlur={() => {
          setAsked(null);
          onBlur();
        }}
      />
      {shown.length > 0 ? (
        <div
          id={listId}
          role="listbox"
          aria-label="People to mention"
          tabIndex={-1}
          className={`absolute inset-x-0 top-full z-50 mt-1 max-h-64 max-w-sm overflow-y-auto p-1 ${popupLook}`}
        >
          {shown.map((choice, index) => (
            <div
              key={choice.id}
              id={optionId(index)}
              role="option"
              aria-selected={index === at}
              tabIndex={-1}
              // Before the text loses the focus.
              onPointerDown={(event) => {
                event.preventDefault();
                take(choice);
              }}
              className={`cursor-default rounded-md px-2 py-1.5 text-sm ${index === at ? "bg-sunken" : ""}`}
            >
              <span className="block break-words">{choice.name}</span>
              {choice.detail ? <span className="block text-ink-faint text-xs">{choice.detail}</span> : null}
            </div>
          ))}
        </div>
      ) : null}
      <span role="status" className="sr-only">
        {asked && state === "ready" ? said(shown.length) : ""}
      </span>
      {problem ? (
        <p id={`${listId}-problem`} className="mt-1 text-critical text-sm">
          {problem}
        </p>
      ) : null}
    </div>
  );
}

function said(count: number): string {
  if (count === 0) return "Nobody here is called that.";
  return `${count} ${count === 1 ? "person" : "people"} to mention. Choose with the arrow keys and Enter.`;
}
