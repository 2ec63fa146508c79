/** The classes of anything one types or chooses in; red border when it holds a problem. */
export const fieldLook =
  "w-full min-w-0 rounded-md border border-control bg-panel px-2.5 text-base text-ink transition-[border-color] hover:border-ink-faint focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0 disabled:bg-sunken disabled:text-ink-soft aria-invalid:border-critical aria-invalid:focus-visible:outline-critical";
