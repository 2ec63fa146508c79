"use client";
import { Blank } from "@/components/layout/blank";
import { Button } from "@/components/ui/button";
import "./globals.css";

/** Not even the frame of the page could be drawn. */
export default function GlobalError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <html lang="en">
      <body>
        <title>Plumbline could not start this page</title>
        <Blank
          title="Plumbline could not start this page"
          action={<Button onClick={reset}>Try again</Button>}
        >
          Something went wrong on our side; nothing you saved is lost.
          {error.digest
            ? ` If it happens again, give your administrator this reference: ${error.digest}`
            : ""}
        </Blank>
      </body>
    </html>
  );
}
