const SECURITY_HEADERS = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "no-referrer" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Content-Security-Policy", value: "frame-ancestors 'none'; base-uri 'none'; object-src 'none'" },
];

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Loads its own WebAssembly and data from beside its modules.
  serverExternalPackages: ["@electric-sql/pglite"],
  // `next dev` takes another name of this machine for another site.
  allowedDevOrigins: ["127.0.0.1"],
  // Types are a step of `npm test`; a person who only wants to start need not wait for them.
  typescript: { ignoreBuildErrors: true },
  experimental: {
    // Would answer requests to upstream from a cache while a page is being edited.
    serverComponentsHmrCache: false,
  },
  headers: async () => [{ source: "/:path*", headers: SECURITY_HEADERS }],
};

export default config;
