"use client";
import { ActButton } from "@/components/form/act-button";
import { FormDialog } from "@/components/form/form-dialog";
import { retireFields } from "@/lib/domain/controls/own/schema";

interface OwnActsProps {
  title: string;
  record: { id: string; version: number; can: { retire: boolean; restore: boolean } };
}

/** Takes an own control out of the library, or offers it again. */
export function OwnActs({ title, record: { id, version, can } }: OwnActsProps) {
  const url = `/api/v1/own-controls/${id}`;
  return (
    <>
      {can.retire ? (
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
