import { Section } from "@/components/layout/section";
import { DateText } from "@/components/ui/date-text";
import { sizeWords } from "@/lib/platform/schema/size-words";
import { FileLinks } from "../file-links";
import type { EvidenceRecord } from "./read-evidence";

/** The files of a piece of evidence, newest first, each with the digest of exactly its bytes. */
export function VersionsSection({ evidence: { id, files } }: { evidence: EvidenceRecord }) {
  return (
    <Section
      title={files.length === 1 ? "File" : `Versions: ${files.length}`}
      id="versions"
      description="Each with its SHA-256: the same file gives the same digest."
    >
      <ol className="grid gap-3">
        {files.map((file) => (
          <li
            key={file.number}
            className="grid gap-1.5 border-line [&:not(:last-child)]:border-b [&:not(:last-child)]:pb-3"
          >
            <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1.5">
              <div className="min-w-0">
                <p className="break-words font-medium">
                  {file.number}. {file.fileName}
                </p>
                <p className="text-ink-soft text-sm">
                  {sizeWords(file.size)}, {file.mediaType} · {file.addedBy},{" "}
                  <DateText value={file.addedAt} time />
                </p>
              </div>
              <FileLinks evidenceId={id} file={file} />
            </div>
            {file.note ? <p className="whitespace-pre-line break-words">{file.note}</p> : null}
            <code className="break-all text-ink-soft text-xs">{file.sha256}</code>
          </li>
        ))}
      </ol>
    </Section>
  );
}
