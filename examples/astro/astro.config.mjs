import { defineConfig } from "astro/config";

export default defineConfig({ site: "https://example.org" }); // of the new site
