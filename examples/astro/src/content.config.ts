import { readdirSync } from "node:fs";
import { defineCollection } from "astro:content";
import { glob } from "astro/loaders";
import { z } from "astro/zod";

const schema = z
  .object({
    title: z.string().default(""),
    pubDate: z.coerce.date().optional(),
    permalink: z.string().optional(),
    categories: z.array(z.string()).default([]),
    tags: z.array(z.string()).default([]),
    authors: z.array(z.string()).default([]),
    description: z.string().optional(),
    wp_id: z.number().optional(),
  })
  .passthrough(); // keeps the other fields

// A collection for each folder: "blog", "pages", and those of custom post types.
const folders = readdirSync("src/content", { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== "_drafts" && entry.name !== "comments")
  .map((entry) => entry.name);

export const collections = Object.fromEntries(
  folders.map((name) => [
    name,
    defineCollection({ loader: glob({ pattern: "**/*.md", base: `src/content/${name}` }), schema }),
  ]),
);
