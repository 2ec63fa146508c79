/** A place that two keys lead to: g, then this one. */
export const goTo: readonly { key: string; href: string; label: string }[] = [
  { key: "m", href: "/my-work", label: "My work" },
  { key: "p", href: "/programme", label: "Programme" },
  { key: "s", href: "/systems", label: "AI systems" },
  { key: "r", href: "/risks", label: "Risks" },
  { key: "h", href: "/risks/heat-map", label: "Heat map of risks" },
  { key: "c", href: "/risk-catalogue", label: "Risk catalogue" },
  { key: "b", href: "/boms", label: "Bills of materials" },
  { key: "f", href: "/frameworks", label: "Frameworks" },
  { key: "i", href: "/imports", label: "Imports" },
];

/** Every shortcut of the product, as the page of shortcuts tells them. */
export const shortcuts: readonly { title: string; keys: readonly (readonly [string, string])[] }[] = [
  {
    title: "Everywhere",
    keys: [
      ["Ctrl K", "Search, go to a page, start something (⌘ K on a Mac)"],
      ["?", "Show these shortcuts"],
      ...goTo.map(({ key, label }): [string, string] => [`g ${key}`, label]),
    ],
  },
  {
    title: "In a register",
    keys: [
      ["/", "Search the register"],
      ["j", "Next row"],
      ["k", "Previous row"],
      ["Enter", "Open the row"],
      ["Space", "Show the row beside the list"],
      ["x", "Select the row"],
      ["a", "To what can be done with the selected rows"],
      ["Esc", "Let go of the selection"],
    ],
  },
  {
    title: "Answering an assessment",
    keys: [
      ["1 … 9", "Choose that answer"],
      ["u", "I don't know"],
      ["Enter", "Next question"],
      ["j", "Next question"],
      ["k", "Previous question"],
    ],
  },
];

/** Returns whether keys belong to a field or to something that lies over the page. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.matches("input:not([type=checkbox]), textarea, select, [contenteditable]") ||
    document.querySelector('[role="dialog"], [role="menu"], [role="listbox"]') !== null
  );
}
