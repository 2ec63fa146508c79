import path from "node:path";
import { defineConfig, mergeConfig } from "vitest/config";
import usual from "../../vitest.config.ts";

const root = path.resolve(import.meta.dirname, "../..");

/** The long proofs: minutes, not seconds. */
export default mergeConfig(
  { ...usual, test: { ...usual.test, include: [], exclude: [], projects: undefined } },
  defineConfig({
    root,
    test: { include: ["tests/drill/*.drill.ts"], testTimeout: 1_800_000, maxWorkers: 1 },
  }),
);
