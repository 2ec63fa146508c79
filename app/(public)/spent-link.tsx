import { ButtonLink } from "@/components/ui/button-link";

/** What somebody sees whose link was used, replaced, or is too old. */
export function SpentLink() {
  return (
    <>
      <h1 className="font-semibold text-xl">This link does not work any more</h1>
      <p className="mt-1 mb-4 text-ink-soft">
        It was used, replaced by a newer one, or is too old. Ask your administrator for a new link.
      </p>
      <ButtonLink href="/sign-in">Go to sign in</ButtonLink>
    </>
  );
}
