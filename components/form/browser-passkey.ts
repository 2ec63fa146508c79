import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from "@simplewebauthn/browser";
import type { ApiResult } from "@/components/form/call-api";

// The library is loaded when a passkey is used: most visits need none.
const library = () => import("@simplewebauthn/browser");

export type NewPasskeyOptions = PublicKeyCredentialCreationOptionsJSON;
export type PasskeyOptions = PublicKeyCredentialRequestOptionsJSON;

/** Lets the browser make a passkey; returns its answer, or what went wrong in words. */
export function makePasskey(options: NewPasskeyOptions): Promise<ApiResult<RegistrationResponseJSON>> {
  return asked(async () => (await library()).startRegistration({ optionsJSON: options }));
}

/** Lets the browser prove a passkey; returns its answer, or what went wrong in words. */
export function provePasskey(options: PasskeyOptions): Promise<ApiResult<AuthenticationResponseJSON>> {
  return asked(async () => (await library()).startAuthentication({ optionsJSON: options }));
}

async function asked<R>(work: () => Promise<R>): Promise<ApiResult<R>> {
  try {
    return { ok: true, status: 200, data: await work() };
  } catch (error) {
    return { ok: false, problem: { status: 0, title: "No passkey was used.", detail: inWords(error) } };
  }
}

function inWords(error: unknown): string {
  const name = error instanceof Error ? error.name : "";
  if (name === "InvalidStateError") return "This device holds a passkey of this account already.";
  if (name === "NotAllowedError") return "It was cancelled, or took too long. Try again.";
  if (name === "SecurityError")
    return "Passkeys work at the public address of Plumbline alone. Open it there.";
  return "Your browser cannot use passkeys here. Use another way, or another browser.";
}
