import { buttonLook } from "@/components/ui/button-look";
import { shownInline } from "@/lib/domain/evidence/files/rules";

interface FileLinksProps {
  evidenceId: string;
  file: { number: number; fileName: string; mediaType: string };
}

/** Where a version is saved from, and opened where the browser may show it: images and PDF, in a sandbox. */
export function FileLinks({ evidenceId, file: { number, fileName, mediaType } }: FileLinksProps) {
  const content = `/api/v1/evidence/${evidenceId}/versions/${number}/content`;
  return (
    <span className="inline-flex flex-wrap gap-1.5">
      {shownInline(mediaType) ? (
        <a
          href={`${content}?show=true`}
          target="_blank"
          rel="noreferrer"
          className={buttonLook("default", "sm")}
          aria-label={`Open ${fileName} (new tab)`}
        >
          Open
        </a>
      ) : null}
      <a href={content} download className={buttonLook("default", "sm")} aria-label={`Save ${fileName}`}>
        Save
      </a>
    </span>
  );
}
