"use client";
import type { ReactNode } from "react";
import { ActButton } from "@/components/form/act-button";
import { FormDialog } from "@/components/form/form-dialog";
import type { FieldShapes } from "@/components/form/form-layout";

interface DraftActsProps {
  /** The draft's own door; "/apply" and "/discard" stand below it. */
  url: string;
  version: number;
  name: string;
  /** What kind of thing it is: "version". */
  noun: string;
  can: { apply: boolean; discard: boolean };
  apply: { label: string; title: string; submit: string; saved: string; shape: FieldShapes };
  /** What follows once it is in force. */
  children: ReactNode;
}

/** Discards a draft, or lets it count from now on, with the reason. */
export function DraftActs({ url, version, name, noun, can, apply, children }: DraftActsProps) {
  return (
    <>
      {can.discard ? (
        <ActButton
          label="Discard"
          action={{ method: "POST", url: `${url}/discard`, body: { version } }}
          confirm={{
            title: `Discard ${name}?`,
            consequence: "It stays readable and never counts any more. Nothing else changes.",
            button: "Discard draft",
          }}
          done="Discarded."
        />
      ) : null}
      {can.apply ? (
        <FormDialog
          {...apply}
          {...{ noun, version, done: null, tone: "primary", layout: [{ fields: ["reason"] }] }}
          action={{ method: "POST", url: `${url}/apply` }}
        >
          {children}
        </FormDialog>
      ) : null}
    </>
  );
}
