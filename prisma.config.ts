import { defineConfig } from "prisma/config";

// The connection is not named here: the Prisma command line only generates the client. Migrations
// are written and applied by our own commands (`plumbline -- migrate`, `plumbline -- migration new`).
export default defineConfig({
  schema: "prisma/schema",
  migrations: { path: "prisma/migrations" },
});
