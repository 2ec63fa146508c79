import { Blank } from "@/components/layout/blank";
import { ButtonLink } from "@/components/ui/button-link";

export const metadata = { title: "Not found" };

/** Nothing here: it never was, it is gone, or it is not for this person to see. */
export default function NotFound() {
  return (
    <Blank
      title="There is nothing at this address"
      action={<ButtonLink href="/">Back to the start</ButtonLink>}
    >
      It may have been removed, or it lies in a business unit that you do not see. If a link brought you here,
      ask whoever sent it.
    </Blank>
  );
}
