import type { ReactNode } from "react";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { FocusField } from "./focus-field";

interface FormPageProps {
  title: string;
  trail: readonly { href: string; label: string }[];
  description?: string;
  /** The field to begin with, when a gap led here. */
  field?: string | undefined;
  children: ReactNode;
}

/** A page that is one form. */
export function FormPage({ title, trail, description, field, children }: FormPageProps) {
  return (
    <>
      <PageHeader title={title} trail={trail} description={description} />
      <PageBody>{children}</PageBody>
      {field ? <FocusField name={field} /> : null}
    </>
  );
}
