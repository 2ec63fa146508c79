import { ButtonLink } from "@/components/ui/button-link";

interface FrameworkLinksProps {
  framework: string;
  /** Another framework that the crosswalk compares it with. */
  partner: string | null;
  /** The person may read texts of licensed standards. */
  licensed: boolean;
}

/** Where one goes from a framework: its files, its licensed texts, the comparison with another. */
export function FrameworkLinks({ framework, partner, licensed }: FrameworkLinksProps) {
  return (
    <>
      <ButtonLink href={`/api/v1/frameworks/${framework}/export?format=csv`} download>
        Export CSV
      </ButtonLink>
      <ButtonLink href={`/api/v1/frameworks/${framework}/export`} download>
        Export OSCAL
      </ButtonLink>
      {licensed ? <ButtonLink href={`/frameworks/${framework}/licensed`}>Licensed texts</ButtonLink> : null}
      {partner ? (
        <ButtonLink href={`/frameworks/compare?from=${framework}&to=${partner}`}>
          Compare with another
        </ButtonLink>
      ) : null}
    </>
  );
}
