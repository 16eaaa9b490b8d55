export default function (config) {
  config.setFrontMatterParsingOptions({ excerpt: true, excerpt_separator: "<!--more-->" });
  config.addPassthroughCopy("src/wp-content/uploads");
  return { dir: { input: "src", output: "built" } };
}
