import { visible } from "@/lib/platform/text/visible";

// Fonts seldom hold the pictures of controls, so their names are shown.
const controls =
  "NUL SOH STX ETX EOT ENQ ACK BEL BS HT LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US".split(
    " ",
  );

function named(picture: string): string {
  const code = (picture.codePointAt(0) ?? 0) - 0x2400;
  return `‹${controls[code] ?? "DEL"}›`;
}

/**
 * Text that somebody wrote to deceive: shown as text alone, never as a link, an image or markup, with every character that a screen
 * would obey or hide as its name or its number, and apart from the direction of what stands around it.
 */
export function HostileText({ text }: { text: string }) {
  return (
    <code
      dir="ltr"
      translate="no"
      className="block whitespace-pre-wrap break-words rounded-md bg-sunken px-2 py-1 font-mono text-xs [overflow-wrap:anywhere] [unicode-bidi:isolate]"
    >
      {visible(text).replace(/[\u2400-\u241f\u2421]/g, named)}
    </code>
  );
}
