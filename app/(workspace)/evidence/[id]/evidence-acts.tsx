"use client";
import { ActButton } from "@/components/form/act-button";
import { FormDialog } from "@/components/form/form-dialog";
import { versionFields, withdrawFields } from "@/lib/domain/evidence/schema";

interface EvidenceActsProps {
  evidence: { id: string; ref: string; version: number; validUntil: string | null };
  can: { edit: boolean; restore: boolean };
}

/** What this person can do with a piece of evidence now; a new version is what stands out. */
export function EvidenceActs({ evidence: { id, ref, version, validUntil }, can }: EvidenceActsProps) {
  const url = `/api/v1/evidence/${id}`;
  if (can.restore)
    return (
      <ActButton
        label="Let it count again"
        action={{ method: "POST", url: `${url}/restore`, body: { version } }}
        done="It counts again."
      />
    );
  if (!can.edit) return null;
  return (
    <>
      <FormDialog
        label="Withdraw"
        title={`Withdraw ${ref}`}
        shape={withdrawFields}
        layout={[{ fields: ["reason"] }]}
        noun="evidence"
        action={{ method: "POST", url: `${url}/withdraw` }}
        version={version}
        done={null}
        submit="Withdraw evidence"
        saved="Evidence withdrawn."
      >
        It stays where it is attached, marked as withdrawn, and counts nowhere.
      </FormDialog>
      <FormDialog
        label="Add version"
        tone="primary"
        title={`New version of ${ref}`}
        shape={versionFields}
        layout={[{ fields: ["fileId", "validUntil", "note"] }]}
        noun="version"
        action={{ method: "POST", url: `${url}/versions` }}
        values={{ validUntil }}
        version={version}
        done={null}
        submit="Add version"
        saved="Version added."
      >
        The older versions stay, each with its digest.
      </FormDialog>
    </>
  );
}
