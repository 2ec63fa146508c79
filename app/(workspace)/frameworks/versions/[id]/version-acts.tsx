"use client";
import { DraftActs } from "@/components/form/draft-acts";
import { FormDialog } from "@/components/form/form-dialog";
import { ButtonLink } from "@/components/ui/button-link";
import { reasonFields } from "@/lib/domain/frameworks/versions/schema";

interface VersionActsProps {
  id: string;
  version: number;
  frameworkKey: string;
  name: string;
  can: { apply: boolean; discard: boolean; withdraw: boolean };
  /** How many requirements of the version in force it lacks. */
  removed: number;
  replaces: string | null;
}

/** Puts a draft in force or discards it; withdraws the framework that is in force. */
export function VersionActs({ id, version, frameworkKey, name, can, removed, replaces }: VersionActsProps) {
  const url = `/api/v1/framework-versions/${id}`;
  return (
    <>
      {can.withdraw ? (
        <>
          <FormDialog
            {...{
              noun: "version",
              version,
              done: null,
              shape: reasonFields,
              layout: [{ fields: ["reason"] }],
            }}
            label="Withdraw"
            title={`Withdraw ${name}`}
            action={{ method: "POST", url: `${url}/withdraw` }}
            submit="Withdraw framework"
            saved="Withdrawn."
          >
            It is no longer listed, covered or compared. Its versions and what was said of its requirements
            stay, and count again when a version is imported under the same key.
          </FormDialog>
          <ButtonLink href={`/frameworks/${frameworkKey}`} tone="primary">
            Open framework
          </ButtonLink>
        </>
      ) : null}
      <DraftActs
        {...{ url, version, name, can }}
        noun="version"
        apply={{
          ...{ label: "Put in force", title: `Put ${name} in force`, submit: "Put in force" },
          saved: "In force. It is listed with the other frameworks.",
          shape: reasonFields,
        }}
      >
        {replaces === null
          ? "It is listed, searched, compared and covered like every other framework from then on."
          : `It takes the place of ${replaces}, which stays readable. What was said of a requirement stays with its reference; ${removed} of them are gone, and what was said of those is listed and counts no more.`}
      </DraftActs>
    </>
  );
}
