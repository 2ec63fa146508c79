"use client";
import { Blank } from "@/components/layout/blank";
import { Button } from "@/components/ui/button";

/** A page could not be drawn: says so, gives the reference that the log knows, and lets one try again. */
export default function PageError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <Blank title="This page could not be shown" action={<Button onClick={reset}>Try again</Button>}>
      Something went wrong on our side; nothing you saved is lost.
      {error.digest ? ` If it happens again, give your administrator this reference: ${error.digest}` : ""}
    </Blank>
  );
}
