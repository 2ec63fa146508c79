"use client";
import { FormDialog } from "@/components/form/form-dialog";
import { replaceKeyFields } from "@/lib/domain/audit-packs/schema";

/** Makes another key the one that signs. */
export function ReplaceKey({ version }: { version: number }) {
  return (
    <FormDialog
      label="Replace key"
      title="Replace the key that signs audit packs"
      size="sm"
      shape={replaceKeyFields}
      layout={[{ fields: ["reason"] }]}
      noun="key"
      action={{ method: "POST", url: "/api/v1/signing-keys" }}
      fixed={{ version }}
      done={null}
      submit="Replace key"
      saved="Packs are signed with the new key from now on."
    >
      Packs that were signed before stay verifiable with the key that signed them. Hand the new public key to
      whoever checks your packs.
    </FormDialog>
  );
}
