# Makes a page of each category and tag of `_data/terms.json`, at the URL that it had in WordPress.
class TermPages < Jekyll::Generator
  FIELDS = { "category" => "categories", "post_tag" => "tags" }.freeze

  def generate(site)
    (site.data["terms"] || []).each do |term|
      field = FIELDS.fetch(term["taxonomy"], term["taxonomy"])
      posts = site.posts.docs.select { |post| Array(post.data[field]).include?(term["name"]) }
      site.pages << page(site, term, posts.sort.reverse)
    end
  end

  def page(site, term, posts)
    Jekyll::PageWithoutAFile.new(site, site.source, Jekyll::URL.unescape_path(term["url"]), "index.html").tap do |page|
      page.data.update("layout" => "term", "title" => term["name"], "description" => term["description"], "posts" => posts)
    end
  end
end
