import type { OpenedPack } from "@/app/(workspace)/audit-packs/[id]/read-pack";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { buttonLook } from "@/components/ui/button-look";
import { sizeWords } from "@/lib/platform/schema/size-words";

type PackFile = OpenedPack["files"][number];

const mostShown = 500;
/** What is read first; every other file at the top comes after these. */
const first = ["report.pdf", "registers.xlsx", "readme.txt", "verify.html"];

/** What is in a pack: the files at its top, then each folder to be opened, each file with its size and to be read by itself. */
export function FilesSection({ pack: { id, files } }: { pack: OpenedPack }) {
  const rank = ({ path }: PackFile) => (first.includes(path) ? first.indexOf(path) : first.length);
  const top = files.filter(({ path }) => !path.includes("/")).sort((a, b) => rank(a) - rank(b));
  const names = files.flatMap(({ path }) => (path.includes("/") ? [path.slice(0, path.indexOf("/"))] : []));
  const folders = [...new Set(names)].map(
    (folder) => [folder, files.filter(({ path }) => path.startsWith(`${folder}/`))] as const,
  );
  return (
    <Section title={`Contents: ${files.length.toLocaleString("en")} files`} flush>
      <FileTable packId={id} label="Files in the pack" files={top} />
      {folders.map(([folder, inside]) => (
        <details key={folder} className="border-line border-t">
          <summary className="cursor-pointer px-4 py-2 text-sm">
            {folder}
            <span className="text-ink-soft">
              {" "}
              · {inside.length.toLocaleString("en")} {inside.length === 1 ? "file" : "files"}
              {inside.length > mostShown ? `, the first ${mostShown} are listed` : ""}
            </span>
          </summary>
          <FileTable packId={id} label={`Files in ${folder}`} files={inside.slice(0, mostShown)} />
        </details>
      ))}
    </Section>
  );
}

function FileTable({ packId, label, files }: { packId: string; label: string; files: PackFile[] }) {
  const address = (path: string) => `/api/v1/audit-packs/${packId}/file?path=${encodeURIComponent(path)}`;
  return (
    <SimpleTable
      label={label}
      columns={[
        { key: "path", label: "File" },
        { key: "size", label: "Size", align: "right", width: "6rem" },
        { key: "acts", label: "Read", width: "7rem" },
      ]}
      rows={files.map(({ path, size }) => ({
        key: path,
        cells: {
          path: <span className="break-all">{path}</span>,
          size: <span className="whitespace-nowrap">{sizeWords(size)}</span>,
          acts: (
            <span className="inline-flex flex-wrap gap-1.5">
              {path.endsWith(".pdf") ? (
                <a
                  href={`${address(path)}&show=true`}
                  target="_blank"
                  rel="noreferrer"
                  className={buttonLook("default", "sm")}
                  aria-label={`Open ${path} (new tab)`}
                >
                  Open
                </a>
              ) : null}
              <a
                href={address(path)}
                download
                className={buttonLook("quiet", "sm")}
                aria-label={`Save ${path}`}
              >
                Save
              </a>
            </span>
          ),
        },
      }))}
      empty="Nothing."
    />
  );
}
