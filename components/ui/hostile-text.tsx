import { visible } from "@/lib/platform/text/visible";

/**
 * Text that somebody wrote to deceive: shown as text alone, never as a link, an image or markup, with every character that a screen
 * would obey or hide as its picture or its number, and apart from the direction of what stands around it.
 */
export function HostileText({ text }: { text: string }) {
  return (
    <code
      dir="ltr"
      translate="no"
      className="block whitespace-pre-wrap break-words rounded-md bg-sunken px-2 py-1 font-mono text-xs [overflow-wrap:anywhere] [unicode-bidi:isolate]"
    >
      {visible(text)}
    </code>
  );
}
