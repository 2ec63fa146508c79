"use client";
import { ActButton } from "@/components/form/act-button";
import { FormDialog } from "@/components/form/form-dialog";
import { ButtonLink } from "@/components/ui/button-link";
import { retireFields } from "@/lib/domain/controls/own/schema";

interface OwnActsProps {
  title: string;
  record: { id: string; version: number; can: { change: boolean; restore: boolean } };
}

/** Changes an own control of the library, takes it out, or offers it again. */
export function OwnActs({ title, record: { id, version, can } }: OwnActsProps) {
  const url = `/api/v1/own-controls/${id}`;
  return (
    <>
      {can.change ? <ButtonLink href={`/own-controls/${id}/edit`}>Edit</ButtonLink> : null}
      {can.change ? (
        <FormDialog
          {...{ noun: "control", version, done: null, shape: retireFields }}
          layout={[{ fields: ["reason"] }]}
          label="Retire"
          title={`Retire ${title}`}
          action={{ method: "POST", url: `${url}/retire` }}
          submit="Retire control"
          saved="Retired."
        >
          It is no longer offered. Where it is carried out it stays, with what it is to requirements.
        </FormDialog>
      ) : null}
      {can.restore ? (
        <ActButton
          label="Offer again"
          action={{ method: "POST", url: `${url}/restore`, body: { version } }}
          done="It is in the library again."
        />
      ) : null}
    </>
  );
}
