import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import preact from "@preact/preset-vite";
import { defineConfig } from "vite";
import { VitePWA } from "vite-plugin-pwa";

const { version } = JSON.parse(readFileSync(new URL("./package.json", import.meta.url), "utf-8"));

/** What a phone shows of us outside of the page: name, icons, colours, where it opens. */
const manifest = {
  id: "/",
  name: "记要",
  short_name: "记要",
  description: "背要点：在手机上离线背诵讲话里的要点，各台设备进度一致。",
  lang: "zh-CN",
  dir: "ltr",
  start_url: "/",
  scope: "/",
  display: "standalone",
  background_color: "#f6f1e7",
  theme_color: "#f6f1e7",
  categories: ["education", "productivity"],
  icons: [
    { src: "/icons/icon-192.png", sizes: "192x192", type: "image/png", purpose: "any" },
    { src: "/icons/icon-512.png", sizes: "512x512", type: "image/png", purpose: "any" },
    {
      src: "/icons/icon-maskable-192.png",
      sizes: "192x192",
      type: "image/png",
      purpose: "maskable",
    },
    {
      src: "/icons/icon-maskable-512.png",
      sizes: "512x512",
      type: "image/png",
      purpose: "maskable",
    },
    {
      src: "/icons/icon-monochrome-512.png",
      sizes: "512x512",
      type: "image/png",
      purpose: "monochrome",
    },
  ],
  shortcuts: [
    {
      name: "开始背诵",
      short_name: "背诵",
      url: "/recite",
      icons: [{ src: "/icons/icon-192.png", sizes: "192x192", type: "image/png" }],
    },
    { name: "要点", url: "/lists" },
  ],
};

const OUTPUT = new URL("./dist/", import.meta.url);

/**
 * A build is taken whole or not at all: a file that is missing on the server, comes from another build or is HTML in
 * its stead fails the new service worker's installation, and the present one serves on.
 * @param {{url: string}[]} entries of the precache
 */
const withIntegrity = (entries) => ({
  manifest: entries.map((entry) => ({ ...entry, integrity: integrityOf(entry.url) })),
  warnings: [],
});

/** @param {string} url */
const integrityOf = (url) =>
  `sha256-${createHash("sha256")
    .update(readFileSync(new URL(url, OUTPUT)))
    .digest("base64")}`;

export default defineConfig({
  root: import.meta.dirname,
  define: { __VERSION__: JSON.stringify(version) },
  build: {
    outDir: "dist",
    assetsDir: "assets",
    target: "es2022",
    sourcemap: false,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { "/api": "http://127.0.0.1:8000" } },
  plugins: [
    preact(),
    VitePWA({
      registerType: "prompt",
      injectRegister: false,
      filename: "sw.js",
      manifestFilename: "manifest.webmanifest",
      includeManifestIcons: true,
      manifest,
      workbox: {
        globPatterns: ["**/*.{html,js,css,svg,png,webmanifest}"],
        globIgnores: ["worker-that-leaves.js"],
        manifestTransforms: [withIntegrity],
        navigateFallback: "/index.html",
        // The server answers these itself: never the page in their stead, and never from a cache.
        navigateFallbackDenylist: [/^\/api\//, /^\/(healthz|readyz)$/, /\.\w+$/],
        cleanupOutdatedCaches: true,
        clientsClaim: true,
        skipWaiting: false,
        sourcemap: false,
      },
    }),
  ],
});
