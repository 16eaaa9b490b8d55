const fs = require("node:fs");

const read = (name) => (fs.existsSync(`src/data/${name}.json`) ? JSON.parse(fs.readFileSync(`src/data/${name}.json`)) : {});
const site = read("site");
const menu = read("menus").main ?? [];

module.exports = {
  title: site.title ?? "My site",
  tagline: site.description,
  url: "https://example.org", // of the new site
  baseUrl: "/",
  future: { v4: true, faster: true },
  onBrokenLinks: "warn",
  onBrokenAnchors: "warn",
  markdown: { hooks: { onBrokenMarkdownImages: "warn" } }, // files that are missing are in wpconv's report
  presets: [
    [
      "classic",
      {
        docs: false,
        blog: {
          routeBasePath: "/",
          blogTitle: site.title ?? "My site",
          postsPerPage: 20,
          blogSidebarCount: 0,
          onInlineTags: "ignore",
          onInlineAuthors: "ignore",
          onUntruncatedBlogPosts: "ignore",
          feedOptions: { type: "rss", limit: 20 },
        },
      },
    ],
  ],
  themeConfig: {
    navbar: {
      title: site.title ?? "My site",
      items: menu.map((entry) => ({ label: entry.title, href: entry.url, target: null })),
    },
  },
};
