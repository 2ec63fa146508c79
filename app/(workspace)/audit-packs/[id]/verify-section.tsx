import Link from "next/link";
import type { OpenedPack } from "@/app/(workspace)/audit-packs/[id]/read-pack";
import { Section } from "@/components/layout/section";
import { buttonLook } from "@/components/ui/button-look";

/** How anybody checks a pack: its digest, the key, the page and the command. */
export function VerifySection({ pack: { id, sha256, keyId } }: { pack: OpenedPack }) {
  return (
    <Section
      title="How to check it"
      description="Nothing of this installation is needed for it, and no network."
      actions={
        <>
          <a href="/api/v1/signing-keys/file" download className={buttonLook("default", "sm")}>
            Save public keys
          </a>
          <a
            href={`/api/v1/audit-packs/${id}/file?path=verify.html`}
            download
            className={buttonLook("default", "sm")}
          >
            Save verify.html
          </a>
        </>
      }
    >
      <ol className="ml-5 list-decimal space-y-1">
        <li>
          Save the pack and the{" "}
          <Link href="/signing-keys" className="text-accent underline">
            public keys
          </Link>
          . Compare the key’s id with one you were told another way.
        </li>
        <li>
          Open verify.html in a browser and give it both, or run{" "}
          <code className="break-all">plumbline verify pack.zip --key plumbline-audit-pack-keys.pem</code>
        </li>
      </ol>
      <dl className="mt-3 grid gap-2 text-sm">
        <div>
          <dt className="text-ink-faint text-xs">SHA-256 of the file</dt>
          <dd className="break-all">
            <code>{sha256}</code>
          </dd>
        </div>
        <div>
          <dt className="text-ink-faint text-xs">Signed with the key</dt>
          <dd className="break-all">
            <code>{keyId}</code>
          </dd>
        </div>
      </dl>
    </Section>
  );
}
