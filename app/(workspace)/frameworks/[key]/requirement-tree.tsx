import { Badge } from "@/components/ui/badge";
import type { TreeLine } from "@/lib/domain/frameworks/tree";

interface RequirementTreeProps {
  lines: readonly TreeLine[];
  /** The licensed texts by reference; null for who may not read such texts. */
  texts: ReadonlyMap<string, string> | null;
  /** Everything is unfolded: after a search. */
  open: boolean;
}

/** The lines of a framework, each below its heading; headings fold without scripts. */
export function RequirementTree({ lines, texts, open }: RequirementTreeProps) {
  return (
    <ul>
      {lines.map((line) => (
        <Branch key={line.ref} line={line} texts={texts} depth={0} open={open} />
      ))}
    </ul>
  );
}

interface BranchProps extends Pick<RequirementTreeProps, "texts"> {
  line: TreeLine;
  depth: number;
  open: boolean;
}

function Branch({ line, texts, depth, open }: BranchProps) {
  const { ref, title, below, children } = line;
  if (children.length === 0)
    return (
      <li className="border-line border-t px-4 py-2.5">
        <Line line={line} text={texts?.get(ref)} />
      </li>
    );
  return (
    <li className="border-line border-t">
      <details open={open}>
        <summary className="focus-inset cursor-pointer px-4 py-2.5 hover:bg-hover">
          <span className="font-medium">
            <span className="text-ink-soft">{ref}</span> {ref === title ? null : title}
          </span>
          <span className="ml-2 text-ink-faint text-xs">{`${below} to fulfil`}</span>
        </summary>
        <div className="px-4 pb-2">
          <Details line={line} text={texts?.get(ref)} />
        </div>
        <ul className={depth < 3 ? "ml-4 border-line border-l" : undefined}>
          {children.map((child) => (
            <Branch key={child.ref} line={child} texts={texts} depth={depth + 1} open={open} />
          ))}
        </ul>
      </details>
    </li>
  );
}

interface LineProps {
  line: TreeLine;
  /** The text of the standard, where it was entered and may be read. */
  text: string | undefined;
}

function Line({ line, text }: LineProps) {
  return (
    <>
      <p className="font-medium">
        <span className="text-ink-soft">{line.ref}</span> {line.title}
        {line.assessable ? null : (
          <span className="ml-2 font-normal text-ink-faint text-xs">Nothing to fulfil</span>
        )}
      </p>
      <Details line={line} text={text} />
    </>
  );
}

function Details({
  line: { paraphrase, appliesTo, appliesFrom, practicalFrom, notes, doubts },
  text,
}: LineProps) {
  const dates = [
    appliesFrom ? `Applies from ${appliesFrom}` : null,
    practicalFrom ? `in practice from ${practicalFrom}` : null,
  ].filter(Boolean);
  const facts = [dates.join(", "), appliesTo.join(", ")].filter(Boolean);
  return (
    <div className="grid gap-0.5 text-sm">
      {paraphrase ? <p className="max-w-[80ch] whitespace-pre-line text-ink-soft">{paraphrase}</p> : null}
      {text === undefined ? null : (
        <figure className="my-1 max-w-[80ch] border-line-strong border-l-2 pl-3">
          <figcaption className="text-ink-faint text-xs">Licensed text of the standard</figcaption>
          <blockquote className="whitespace-pre-line break-words">{text}</blockquote>
        </figure>
      )}
      {facts.length > 0 ? <p className="text-ink-faint text-xs">{facts.join(" · ")}</p> : null}
      {notes.map((note) => (
        <p key={note} className="max-w-[100ch] whitespace-pre-line text-ink-faint text-xs">
          {note}
        </p>
      ))}
      {doubts.map((doubt) => (
        <p key={doubt} className="flex flex-wrap items-center gap-2 text-ink-soft text-xs">
          <Badge tone="warn">Doubt</Badge>
          {doubt}
        </p>
      ))}
    </div>
  );
}
