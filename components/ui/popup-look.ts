/** The surface of everything that opens over the page. */
export const popupLook =
  "z-50 max-h-[min(var(--available-height),32rem)] origin-(--transform-origin) overflow-auto rounded-lg bg-raised shadow-pop outline-none transition-[opacity,scale] duration-100 data-ending-style:scale-98 data-ending-style:opacity-0 data-starting-style:scale-98 data-starting-style:opacity-0";
