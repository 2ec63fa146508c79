import Link from "next/link";
import type { ReactNode } from "react";
import { type ButtonSize, type ButtonTone, buttonLook } from "@/components/ui/button-look";

interface ButtonLinkProps {
  href: string;
  children: ReactNode;
  tone?: ButtonTone;
  size?: ButtonSize;
  /** The address is a file to save, not a page. */
  download?: boolean;
}

/** A link that looks like a button: it goes somewhere, it changes nothing. */
export function ButtonLink({ href, children, tone, size, download = false }: ButtonLinkProps) {
  const look = buttonLook(tone, size);
  if (!download) {
    return (
      <Link href={href} prefetch={false} className={look}>
        {children}
      </Link>
    );
  }
  return (
    <a href={href} download className={look}>
      {children}
    </a>
  );
}
