"use client";
import { FormDialog } from "@/components/form/form-dialog";
import { licensedFields } from "@/lib/domain/frameworks/licensed/schema";

interface TextRowsProps {
  framework: string;
  rows: readonly { ref: string; title: string; text: string | null }[];
  edit: boolean;
}

/** Each requirement with its licensed text, and the form that enters, changes or removes it. */
export function TextRows({ framework, rows, edit }: TextRowsProps) {
  return (
    <ul>
      {rows.map(({ ref, title, text }) => (
        <li key={ref} className="flex items-start justify-between gap-4 border-line border-t px-4 py-2.5">
          <div className="min-w-0">
            <p className="font-medium">
              <span className="text-ink-soft">{ref}</span> {title}
            </p>
            <p className="max-w-[80ch] whitespace-pre-line break-words text-ink-soft text-sm">
              {text ?? "No text entered."}
            </p>
          </div>
          {edit ? (
            <FormDialog
              {...{ noun: "text", done: null, shape: licensedFields, layout: [{ fields: ["text"] }] }}
              values={{ text }}
              label={text === null ? "Enter" : "Change"}
              describedAs={ref}
              size="sm"
              title={`Text of ${ref}`}
              action={{ method: "POST", url: "/api/v1/licensed-texts" }}
              fixed={{ framework, ref }}
              submit="Save text"
              saved="Saved."
            >
              Only who may read licensed texts sees it.
            </FormDialog>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
