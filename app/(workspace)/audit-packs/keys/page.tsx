import type { Metadata } from "next";
import { ReplaceKey } from "@/app/(workspace)/audit-packs/keys/replace-key";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { SigningKeyList } from "@/components/domain/signing-key-list";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { signingKeysReplace } from "@/lib/domain/audit-packs/access";
import { listSigningKeys } from "@/lib/domain/audit-packs/keys/queries";
import { mayAnywhere } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";

export const metadata: Metadata = { title: "Signing keys" };

/** The keys that sign audit packs: their public halves, and how another one takes over. */
export default async function SigningKeysPage() {
  const actor = await requireActor();
  const { keys, version } = await orNotFound(listSigningKeys.execute(actor, {}));
  return (
    <>
      <PageHeader title="Signing keys" />
      <PageBody>
        <Section
          title="Public keys"
          description="Everybody can read them at /signing-keys, without an account. The private key is derived from the secret of this installation and stored nowhere: a copy of the database cannot sign."
          actions={mayAnywhere(actor, signingKeysReplace) ? <ReplaceKey version={version} /> : null}
        >
          {keys.length === 0 ? (
            <p className="text-ink-soft text-sm">
              There is no key yet. It is made with the first audit pack, or now by an administrator.
            </p>
          ) : (
            <SigningKeyList keys={keys} />
          )}
        </Section>
      </PageBody>
    </>
  );
}
