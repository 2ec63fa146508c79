import Link from "next/link";
import { Section } from "@/components/layout/section";
import { DateText } from "@/components/ui/date-text";
import type { OwnRecord } from "./read-own";

const link = "font-medium text-accent hover:underline";

/** The published versions, newest first, each with its digest, to open, to save and to compare with the one before. */
export function VersionsSection({ own: { id, key, versions } }: { own: OwnRecord }) {
  return (
    <Section
      title="Versions"
      id="versions"
      description="Each stays as it was published, with the SHA-256 of its content."
    >
      {versions.length === 0 ? <p className="text-ink-faint text-sm">None is published yet.</p> : null}
      <ol className="grid gap-3">
        {versions.map(({ number, note, sha256, publishedBy, publishedAt }) => (
          <li
            key={number}
            className="grid gap-1 border-line [&:not(:last-child)]:border-b [&:not(:last-child)]:pb-3"
          >
            <p className="flex flex-wrap gap-x-4 gap-y-1">
              <span className="font-medium">Version {number}</span>
              <Link className={link} href={`/questionnaires/${key}?version=${number}`}>
                Open version {number}
              </Link>
              <a className={link} href={`/api/v1/questionnaires/${key}/file?version=${number}`} download>
                Save version {number} as YAML
              </a>
              {number > 1 ? (
                <Link
                  className={link}
                  href={`/own-questionnaires/${id}/compare?from=${number - 1}&to=${number}`}
                >
                  Compare with version {number - 1}
                </Link>
              ) : null}
            </p>
            <p className="text-ink-soft text-sm">
              {publishedBy}, <DateText value={publishedAt} time />
            </p>
            {note ? <p className="whitespace-pre-line break-words text-sm">{note}</p> : null}
            <code className="break-all text-ink-soft text-xs">{sha256}</code>
          </li>
        ))}
      </ol>
    </Section>
  );
}
