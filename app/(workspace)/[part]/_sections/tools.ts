import type { FormSection } from "@/components/form/form-layout";
import { half, keeping } from "../../systems/_inventory/keeping";

/** The facts of a tool in reading order, for its form and its record. */
export const toolSections: readonly FormSection[] = [
  {
    title: "What it is",
    fields: [
      "name",
      "description",
      half("kind"),
      { key: "transport", half: true, when: ({ kind }) => kind === "mcp-server" },
      half("endpoint"),
      half("toolVersion"),
      half("vendorId"),
    ],
  },
  {
    title: "What it may do",
    description: "Each right apart: one that nobody knows is not one that is missing.",
    fields: [half("mayRead"), half("mayWrite"), half("maySpend"), half("maySendOut")],
  },
  {
    title: "What holds it",
    fields: [half("approvalNeeded"), half("authentication"), half("sandboxed"), half("pinned")],
  },
  keeping,
];
