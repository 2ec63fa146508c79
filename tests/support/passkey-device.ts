import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";

// A device that keeps passkeys, as far as a browser and its authenticator answer for one (WebAuthn Level 3): ES256 keys, no
// attestation, the user verified. What it answers can be bent, so that what must be refused can be tried.

interface Bent {
  origin?: string;
  /** How often it was used, as it says itself. */
  counter?: number;
  verified?: boolean;
}

const url64 = (bytes: Uint8Array | string) => Buffer.from(bytes).toString("base64url");
const sha256 = (bytes: Uint8Array | string) => createHash("sha256").update(bytes).digest();

/** Returns a passkey of a new device: `create` answers a registration, `get` a request for proof. */
export function newPasskeyDevice(home = "http://localhost:3000") {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const id = randomBytes(16);
  let uses = 0;
  let owner = "";

  const clientData = (type: string, challenge: string, origin: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  const facts = (rpId: string, { counter = ++uses, verified = true }: Bent, attested: Buffer | null) => {
    const flags = 0x01 | (verified ? 0x04 : 0) | (attested ? 0x40 : 0);
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), count, attested ?? Buffer.alloc(0)]);
  };

  return {
    id: url64(id),
    create(options: { challenge: string; rp: { id?: string }; user: { id: string } }, bent: Bent = {}) {
      owner = options.user.id;
      const { x = "", y = "" } = publicKey.export({ format: "jwk" });
      // COSE: {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}
      const key = Buffer.concat([
        Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]),
        Buffer.from(x, "base64url"),
        Buffer.from([0x22, 0x58, 0x20]),
        Buffer.from(y, "base64url"),
      ]);
      const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, key]);
      const authData = facts(options.rp.id ?? "", bent, attested);
      // CBOR: {"fmt": "none", "attStmt": {}, "authData": bytes}
      const attestation = Buffer.concat([
        Buffer.from([0xa3, 0x63]),
        Buffer.from("fmt"),
        Buffer.from([0x64]),
        Buffer.from("none"),
        Buffer.from([0x67]),
        Buffer.from("attStmt"),
        Buffer.from([0xa0, 0x68]),
        Buffer.from("authData"),
        Buffer.from([0x58, authData.length]),
        authData,
      ]);
      const told = clientData("webauthn.create", options.challenge, bent.origin ?? home);
      return {
        ...{ id: url64(id), rawId: url64(id), type: "public-key", clientExtensionResults: {} },
        response: {
          ...{ clientDataJSON: url64(told), attestationObject: url64(attestation) },
          transports: ["internal"],
        },
      };
    },
    get(options: { challenge: string; rpId?: string }, bent: Bent = {}) {
      const told = clientData("webauthn.get", options.challenge, bent.origin ?? home);
      const authenticatorData = facts(options.rpId ?? "", bent, null);
      const signature = sign("sha256", Buffer.concat([authenticatorData, sha256(told)]), privateKey);
      return {
        ...{ id: url64(id), rawId: url64(id), type: "public-key", clientExtensionResults: {} },
        response: {
          ...{ clientDataJSON: url64(told), authenticatorData: url64(authenticatorData) },
          ...{ signature: url64(signature), userHandle: owner },
        },
      };
    },
  };
}
