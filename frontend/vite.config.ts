import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { tokenCss } from "./src/design/tokens.ts";

const server = "http://127.0.0.1:8000";

export default defineConfig({
  // Django serves the built files with whitenoise below /static/; the pages themselves answer on every other path.
  base: "/static/",
  // The tokens stand in the page itself, so that its first drawing has them.
  plugins: [
    react(),
    { name: "tokens", transformIndexHtml: () => [{ tag: "style", injectTo: "head", children: tokenCss() }] },
    { name: "smaller", apply: "build", closeBundle: () => compress("dist/assets") },
  ],
  build: { outDir: "dist", assetsDir: "assets", chunkSizeWarningLimit: 1200 },
  server: { proxy: { "/graphql/": server } },
  test: { environment: "jsdom", include: ["src/**/*.test.{ts,tsx}"], setupFiles: ["src/testing/setup.ts"] },
});

/** Beside each file its gzip and brotli, once at the build: whitenoise sends the one that the browser takes. */
function compress(folder: string): void {
  for (const name of readdirSync(folder).filter((one) => /\.(js|css)$/.test(one))) {
    const path = join(folder, name);
    const bytes = readFileSync(path);
    writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
    writeFileSync(`${path}.br`, brotliCompressSync(bytes));
  }
}
