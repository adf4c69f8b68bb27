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
    // Next keeps a copy of what is sent to a page for proxy.ts, before anything of ours is asked; up to 10 MB by itself.
    proxyClientMaxBodySize: "64kb",
    // Would answer requests to upstream from a cache while a page is being edited.
    serverComponentsHmrCache: false,
  },
};

export default config;
