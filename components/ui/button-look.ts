export type ButtonTone = "primary" | "default" | "quiet" | "danger";
export type ButtonSize = "md" | "sm";

const tones: Record<ButtonTone, string> = {
  primary:
    "bg-accent-fill text-white shadow-[inset_0_1px_0_rgb(255_255_255/0.12)] hover:bg-accent-fill-hover",
  default: "border border-line-strong bg-raised text-ink shadow-[0_1px_1px_rgb(0_0_0/0.03)] hover:bg-hover",
  quiet: "text-ink-soft hover:bg-sunken hover:text-ink",
  danger: "border border-line-strong bg-raised text-critical hover:border-critical hover:bg-critical-soft",
};

const sizes: Record<ButtonSize, string> = { md: "h-8 px-3", sm: "h-7 px-2.5" };

/** The classes of a button, shared by buttons and by links that look like one. */
export function buttonLook(tone: ButtonTone = "default", size: ButtonSize = "md", square = false): string {
  const box = square ? (size === "md" ? "size-8" : "size-7") : sizes[size];
  return `inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md font-medium text-sm whitespace-nowrap select-none transition-colors ${box} ${tones[tone]} disabled:pointer-events-none disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:opacity-50`;
}
