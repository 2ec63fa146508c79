/** What a browser may show by itself: pictures without scripts, and PDF. Everything else is saved, HTML and SVG above all. */
const inlineTypes: readonly string[] = [
  "image/png",
  "image/jpeg",
  "image/gif",
  "image/webp",
  "application/pdf",
];

/** Returns whether a file of this media type, told by its content, may be shown in the browser. */
export function shownInline(mediaType: string): boolean {
  return inlineTypes.includes(mediaType);
}

/** Programs by their content. */
const programTypes: readonly string[] = [
  "application/x-msdownload",
  "application/x-elf",
  "application/x-mach-binary",
  "application/java-vm",
  "application/wasm",
  "application/vnd.android.package-archive",
  "application/x-deb",
  "application/x-rpm",
  "application/java-archive",
  "application/x-ms-shortcut",
  "application/x-ft-apple.alias",
  "application/x-apple-diskimage",
  "text/x-shellscript",
];

/** Programs that only their name tells: what a double click would run. */
const programNames =
  /\.(exe|dll|com|scr|pif|cpl|msi|msp|msix|bat|cmd|ps1|psm1|vbs|vbe|js|jse|wsf|wsh|hta|lnk|reg|jar|apk|app|deb|rpm|dmg|pkg|sh|command|desktop)$/i;

/** Returns why a file cannot be taken as evidence, or null: programs are refused by content and by name. */
export function refusalOfFile({ name, mediaType }: { name: string; mediaType: string }): string | null {
  if (programTypes.includes(mediaType))
    return "The file is a program or script, which is refused. Send what it showed: a report, a log, a screenshot.";
  if (programNames.test(name))
    return "The name of the file is that of a program, which is refused. Send what it showed, or put its source into a PDF.";
  return null;
}
