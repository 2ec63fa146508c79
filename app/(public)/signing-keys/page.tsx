import type { Metadata } from "next";
import { connection } from "next/server";
import { v7 } from "uuid";
import { SigningKeyList } from "@/components/domain/signing-key-list";
import { listSigningKeys } from "@/lib/domain/audit-packs/keys/queries";
import { systemActor } from "@/lib/platform/access/actor";

export const metadata: Metadata = { title: "Public keys of audit packs" };

/** Where whoever was given an audit pack finds the keys to check it with, without an account. */
export default async function SigningKeysPage() {
  await connection();
  const { keys } = await listSigningKeys.execute(systemActor("reader of public keys", v7()), {});
  return (
    <>
      <h1 className="font-semibold text-xl">Public keys of audit packs</h1>
      {keys.length === 0 ? (
        <p className="mt-1 text-ink-soft">There is no key yet. It is made with the first audit pack.</p>
      ) : (
        <>
          <p className="mt-1 mb-4 text-ink-soft">
            An audit pack is checked with the key that signed it. Save the{" "}
            <a className="text-accent underline" href="/api/v1/signing-keys/file" download>
              file with all keys
            </a>{" "}
            and give it, with the pack, to <code>plumbline verify</code> or to verify.html. Compare the key’s
            id with one that you were told another way.
          </p>
          <SigningKeyList keys={keys} />
        </>
      )}
    </>
  );
}
