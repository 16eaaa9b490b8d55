// The posts and pages, and the data files of --site-data and --comments data.
import { getCollection, type CollectionEntry } from "astro:content";
import { collections } from "./content.config";

export type Entry = CollectionEntry<string>;
export type Term = { taxonomy: string; name: string; url: string; description?: string };
type Comment = { id: number; author: string; date: string; body: string };

const data = import.meta.glob<any>("./content/{menus,site,terms}.json", { eager: true, import: "default" });
const comments = import.meta.glob<Comment[]>("./content/comments/*.json", { eager: true, import: "default" });

export const settings: { title?: string; language?: string } = data["./content/site.json"] ?? {};
export const menu: { title: string; url: string }[] = data["./content/menus.json"]?.main ?? [];
export const terms: Term[] = data["./content/terms.json"] ?? [];

export const url = (entry: Entry) => entry.data.permalink ?? `/${entry.id}/`;
export const day = (date?: Date) => date?.toISOString().slice(0, 10);
export const commentsOf = (entry: Entry) => comments[`./content/comments/${entry.data.wp_id}.json`] ?? [];

export async function all() {
  return (await Promise.all(Object.keys(collections).map((name) => getCollection(name)))).flat();
}

export async function posts() {
  const entries = await getCollection("blog");
  return entries.sort((a, b) => Number(b.data.pubDate) - Number(a.data.pubDate));
}

export function has(entry: Entry, term: Term) {
  const field = { category: "categories", post_tag: "tags" }[term.taxonomy] ?? term.taxonomy;
  return [(entry.data as Record<string, unknown>)[field] ?? []].flat().includes(term.name);
}
