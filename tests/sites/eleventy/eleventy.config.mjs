export default function (config) {
  config.setFrontMatterParsingOptions({ excerpt: true, excerpt_separator: "<!--more-->" });
  return { dir: { input: "src", output: "built" } };
}
