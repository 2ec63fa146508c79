import path from "node:path";
import { defineConfig } from "vitest/config";
import usual from "../../../vitest.config";
import { mutants } from "./plugin";

const root = path.resolve(import.meta.dirname, "../../..");
const { projects: _, sequence: __, setupFiles = [], ...test } = usual.test ?? {};
const listed = (name: string) => (process.env[name] ?? "").split(",").filter(Boolean);

/** A project of test files on the product with a switch at each of its checks. */
const project = (name: string, isolate: boolean) => ({
  extends: true as const,
  plugins: [mutants()],
  test: { name, include: listed(`MUTANTS_${name.toUpperCase()}`), isolate },
});

export default defineConfig({
  ...usual,
  root,
  test: {
    ...test,
    setupFiles: [...[setupFiles].flat(), "tests/support/mutants/switch.ts"],
    passWithNoTests: true,
    // What sets settings of its own runs apart: the wall of the queries in processes of its own, the rest one by one.
    projects: [project("together", false), project("wall", false), project("alone", true)],
  },
});
