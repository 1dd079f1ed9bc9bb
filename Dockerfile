# The team server. docs/server.md tells how to run it; compose.yaml puts PostgreSQL beside it.

FROM node:24.21.0-bookworm-slim AS build
WORKDIR /build
ENV ELECTRON_SKIP_BINARY_DOWNLOAD=1 PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
COPY package.json package-lock.json ./
RUN npm ci
COPY electron.vite.config.ts tsconfig.base.json ./
COPY scripts scripts
COPY src src
RUN npm run build

# What the bundle does not hold itself.
FROM node:24.21.0-bookworm-slim AS packages
WORKDIR /packages
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --omit=optional

FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4600 DATA_DIR=/data
RUN install --directory --owner=node --group=node --mode=700 /data
WORKDIR /app
COPY package.json ./
COPY resources resources
COPY --from=packages /packages/node_modules node_modules
COPY --from=build /build/out/main out/main
USER node
VOLUME /data
EXPOSE 4600
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "out/main/server.js"]
