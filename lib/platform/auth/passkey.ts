import "server-only";
import { isIP } from "node:net";
import {
  type AuthenticationResponseJSON,
  type AuthenticatorTransport,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { Invalid } from "@/lib/platform/errors/public-error";
import { logger } from "@/lib/platform/log/logger";
import { settings } from "@/lib/platform/settings/settings";

// What every device offers one of (COSE): EdDSA, ES256 and RS256.
const algorithms = [-8, -7, -257];

/** A passkey as it is stored (WebAuthn Level 3, credential record). */
export interface StoredPasskey {
  credentialId: string;
  publicKey: Uint8Array<ArrayBuffer>;
  counter: bigint;
  transports: string[];
}

/** What a new passkey says of itself. */
export interface MadePasskey extends StoredPasskey {
  /** May be copied to other devices of its owner. */
  synced: boolean;
  backedUp: boolean;
}

/** Returns why browsers make no passkey at the public address, or null where they do: they want https and a name, or localhost. */
export function passkeyObstacle(publicUrl = settings().PUBLIC_URL): string | null {
  const { protocol, hostname } = new URL(publicUrl);
  if (hostname === "localhost") return null;
  if (isIP(hostname.replace(/^\[|\]$/g, "")) !== 0)
    return `Browsers make passkeys for a host name, never for an IP address such as ${hostname}. Set PUBLIC_URL to a name.`;
  return protocol === "https:"
    ? null
    : `Browsers make passkeys over https alone, except at localhost. Set PUBLIC_URL to an address with https.`;
}

/** Returns what the browser needs to make a passkey; its challenge is to be kept for `madePasskey`. */
export function creationOptions(
  { id, email, name }: { id: string; email: string; name: string },
  held: readonly StoredPasskey[],
) {
  return generateRegistrationOptions({
    rpName: "Plumbline",
    rpID: party().id,
    userID: new Uint8Array(Buffer.from(id)),
    userName: email,
    userDisplayName: name,
    attestationType: "none",
    supportedAlgorithmIDs: algorithms,
    excludeCredentials: held.map(described),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
}

/** Returns the passkey that the browser made for this challenge; throws Invalid when it does not fit. */
export async function madePasskey(response: object, challenge: string): Promise<MadePasskey> {
  const { id, origin } = party();
  const { verified, registrationInfo } = await checked(() =>
    verifyRegistrationResponse({
      response: response as RegistrationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: id,
      requireUserVerification: true,
      supportedAlgorithmIDs: algorithms,
    }),
  );
  if (!verified) throw unfit();
  const { credential, credentialDeviceType, credentialBackedUp } = registrationInfo;
  return {
    credentialId: credential.id,
    publicKey: credential.publicKey,
    counter: BigInt(credential.counter),
    transports: credential.transports ?? [],
    synced: credentialDeviceType === "multiDevice",
    backedUp: credentialBackedUp,
  };
}

/** Returns what the browser needs to prove one of these passkeys, or any of this address where none is named. */
export function requestOptions(held: readonly StoredPasskey[] = []) {
  return generateAuthenticationOptions({
    rpID: party().id,
    allowCredentials: held.map(described),
    userVerification: "required",
  });
}

/** Returns the new state of a passkey that was proven for this challenge by a person whom their device verified; throws Invalid. */
export async function provenPasskey(
  response: object,
  challenge: string,
  stored: StoredPasskey,
): Promise<{ counter: bigint; backedUp: boolean }> {
  const { id, origin } = party();
  const { verified, authenticationInfo } = await checked(() =>
    verifyAuthenticationResponse({
      response: response as AuthenticationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: id,
      credential: {
        id: stored.credentialId,
        publicKey: stored.publicKey,
        counter: Number(stored.counter),
      },
      requireUserVerification: true,
    }),
  );
  if (!verified) throw unfit();
  return {
    counter: BigInt(authenticationInfo.newCounter),
    backedUp: authenticationInfo.credentialBackedUp,
  };
}

// The library throws for whatever does not fit, also for a counter that went back: a copied authenticator.
async function checked<T>(verify: () => Promise<T>): Promise<T> {
  try {
    return await verify();
  } catch (error) {
    logger().info({ reason: error instanceof Error ? error.message : String(error) }, "passkey refused");
    throw unfit();
  }
}

function unfit(): Invalid {
  return new Invalid("This passkey does not fit. Try again, or use another way.");
}

function party(): { id: string; origin: string } {
  const obstacle = passkeyObstacle();
  if (obstacle) throw new Invalid(obstacle);
  const { hostname, origin } = new URL(settings().PUBLIC_URL);
  return { id: hostname, origin };
}

function described({ credentialId, transports }: StoredPasskey) {
  return { id: credentialId, transports: transports as AuthenticatorTransport[] };
}
