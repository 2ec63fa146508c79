import { defineConfig, mergeConfig } from "vitest/config";
import drill from "./vitest.config.ts";

/** What needs the built application and several processes of it, in short; the long form is beside it. */
export default mergeConfig(
  { ...drill, test: { ...drill.test, include: [] } },
  defineConfig({ test: { include: ["tests/drill/*.slice.ts"], testTimeout: 180_000 } }),
);
