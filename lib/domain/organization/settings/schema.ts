import * as z from "zod";
import { choice, text } from "@/lib/platform/schema/field";

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}

/** What a signature takes beside being signed in. */
const signingProofs = [
  { value: "session", label: "Being signed in" },
  {
    value: "password",
    label: "The password again, or the second factor",
    help: "Within five minutes before each signature; the second factor of whoever has one.",
  },
] as const;

/** What a person fills in about the organisation. */
export const organisationFields = {
  name: text({
    label: "Organisation",
    help: "Shown at the top of every page and on reports.",
    example: "Halderra Health Group",
    max: 100,
  }),
  timeZone: text({
    label: "Time zone",
    help: "Days begin and end, and due dates pass, in this zone.",
    example: "Europe/Vienna",
    max: 60,
  }).refine(isTimeZone, "Is not a time zone. Write it as continent and city, such as Europe/Vienna."),
  currency: text({
    label: "Currency",
    help: "In which losses are estimated, as ISO 4217 writes it.",
    example: "EUR",
    max: 3,
  }).regex(/^[A-Z]{3}$/, "Is not a currency. Write it as three capital letters, such as EUR."),
  signing: choice(signingProofs, {
    label: "A signature takes",
    help: "For acceptances, approvals, exceptions, gates and statements: what is signed or refused.",
  }),
};

const initialCurrency = "EUR";

/** The organisation's own settings; what was stored before losses were estimated names no currency. */
export const organisation = z.object({
  ...organisationFields,
  currency: organisationFields.currency.default(initialCurrency),
  signing: organisationFields.signing.default("session"),
});

export type Organisation = z.output<typeof organisation>;

/** What holds until the first administrator names the organisation. */
export const initialOrganisation: Organisation = {
  name: "Organisation",
  timeZone: "UTC",
  currency: initialCurrency,
  signing: "session",
};
