import { feedPlugin } from "@11ty/eleventy-plugin-rss";
import markdownIt from "markdown-it";
import footnotes from "markdown-it-footnote";

const url = "https://example.org/"; // of the new site
const title = "My site";

export default function (config) {
  config.setFrontMatterParsingOptions({ excerpt: true, excerpt_separator: "<!--more-->" });
  config.addPassthroughCopy("src/wp-content/uploads");
  config.addPassthroughCopy("src/_redirects");
  config.addGlobalData("layout", "page.njk");
  config.addGlobalData("siteTitle", title);
  config.addGlobalData("terms", []); // if there is no src/_data/terms.json
  config.amendLibrary("md", (md) => md.use(footnotes));

  const comments = markdownIt();
  config.addFilter("markdown", (text) => comments.render(text));
  config.addFilter("day", (date) => new Date(date).toISOString().slice(0, 10));
  config.addFilter("of", (terms, taxonomy, names) =>
    terms.filter((term) => term.taxonomy === taxonomy && [names ?? []].flat().includes(term.name)),
  );

  config.addCollection("articles", (api) => api.getFilteredByGlob("src/posts/**/*.md"));
  // The posts of each term, for src/terms.njk.
  config.addFilter("within", (posts, term) => {
    const field = { category: "categories", post_tag: "tags" }[term.taxonomy] ?? term.taxonomy;
    return posts.filter((post) => [post.data[field] ?? []].flat().includes(term.name)).reverse();
  });
  config.addPlugin(feedPlugin, {
    type: "rss",
    outputPath: "/feed.xml",
    collection: { name: "articles", limit: 10 },
    metadata: { language: "en", title, subtitle: "", base: url, author: { name: title } },
  });
  return { dir: { input: "src", output: "_site" } };
}
