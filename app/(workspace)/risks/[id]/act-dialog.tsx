"use client";
import type { ReactNode } from "react";
import { FormDialog } from "@/components/form/form-dialog";
import type { ButtonProps } from "@/components/ui/button";
import type { Option } from "@/lib/platform/schema/field";
import { actWords } from "./act-words";

interface ActDialogProps {
  act: keyof typeof actWords;
  risk: { id: string; ref: string; version: number };
  tone?: ButtonProps["tone"];
  size?: ButtonProps["size"];
  /** Why it is not possible now. */
  reason?: string | undefined;
  values?: object;
  options?: Record<string, readonly Option[]>;
  /** What it will do. */
  children?: ReactNode;
}

/** One act on a risk: a button and the words it needs. */
export function ActDialog({ act, risk, tone, size, reason, values, options, children }: ActDialogProps) {
  const { shape, fields, label, title, submit, saved } = actWords[act];
  const url = `/api/v1/risks/${risk.id}`;
  // A refusal says nothing about the risk's own version.
  const version = act === "refuse" ? {} : { version: risk.version };
  return (
    <FormDialog
      label={label}
      title={`${title} ${risk.ref}`}
      shape={shape}
      layout={[{ fields }]}
      noun="risk"
      action={act === "treat" ? { method: "PATCH", url } : { method: "POST", url: `${url}/${act}` }}
      {...version}
      {...(tone ? { tone } : {})}
      {...(size ? { size } : {})}
      {...(reason ? { reason } : {})}
      {...(values ? { values } : {})}
      {...(options ? { options } : {})}
      done={null}
      submit={submit}
      saved={saved}
    >
      {children}
    </FormDialog>
  );
}
