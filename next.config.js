// Files are loaded by pages; none is one.
const noPage = [
  {
    key: "Content-Security-Policy",
    value: "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  },
];

const everywhere = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  // The key of a link in the address stays with us.
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(), geolocation=(), microphone=(), payment=(), usb=()" },
];

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  reactStrictMode: true,
  // Nothing is optimised on the fly, and /_next/image answers 404.
  images: { unoptimized: true },
  // Types are checked by `npm test`, and the command line builds from checked sources.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: [
    "pino",
    "pg",
    "pg-boss",
    "@node-rs/argon2",
    "pdfkit",
    "exceljs",
    "yauzl",
    "@aws-sdk/client-s3",
    "file-type",
    "rate-limiter-flexible",
    "canonicalize",
    "@zxcvbn-ts/core",
    "@zxcvbn-ts/language-common",
  ],
  // Outside of the project's folder nothing belongs to it.
  turbopack: { root: import.meta.dirname },
  headers: async () => [
    { source: "/:path*", headers: everywhere },
    { source: "/_next/:path*", headers: noPage },
    { source: "/favicon.svg", headers: noPage },
    {
      source: "/api/:path*",
      headers: [
        { key: "Content-Security-Policy", value: "sandbox; default-src 'none'; frame-ancestors 'none'" },
      ],
    },
  ],
};

export default config;
