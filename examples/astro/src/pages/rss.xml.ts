import rss from "@astrojs/rss";
import type { APIContext } from "astro";
import { posts, settings, url } from "../site";

export async function GET(context: APIContext) {
  const items = (await posts()).slice(0, 20).map((post) => ({
    title: post.data.title || "–",
    description: post.data.description,
    pubDate: post.data.pubDate,
    link: url(post),
  }));
  return rss({ title: settings.title ?? "My site", description: "", site: context.site!, items });
}
