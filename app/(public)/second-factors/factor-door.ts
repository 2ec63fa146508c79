import { type Passage, takeStep } from "@/app/(public)/sign-in-step";
import type { NewPasskeyOptions } from "@/components/form/browser-passkey";
import type { ApiResult } from "@/components/form/call-api";

/** An authenticator app that is being set up. */
export interface AppToSetUp {
  secret: string;
  address: string;
  qr: { size: number; path: string };
}

/** What came of adding a second factor: recovery codes with the first one, shown this once. */
export interface Added {
  codes?: string[] | null;
}

/** Where second factors are set up: within a sign-in, or under one's account. */
export interface FactorDoor {
  beginApp(): Promise<ApiResult<AppToSetUp>>;
  addApp(name: string, code: string): Promise<ApiResult<Added>>;
  beginPasskey(): Promise<ApiResult<{ options: NewPasskeyOptions }>>;
  addPasskey(name: string, answer: object): Promise<ApiResult<Added>>;
}

/** Within a sign-in that asks for a second factor first. */
export const signInDoor: FactorDoor = {
  beginApp: () => takeStep("app/begin"),
  addApp: (name, code) => takeStep<Passage>("app", { name, code }),
  beginPasskey: () => takeStep("new-passkey/begin"),
  addPasskey: (name, answer) => takeStep<Passage>("new-passkey", { name, answer }),
};
