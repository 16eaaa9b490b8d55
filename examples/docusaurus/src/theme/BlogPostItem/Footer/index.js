// Adds the comments in the front matter (--comments front-matter) to the footer of posts.
import { useBlogPost } from "@docusaurus/plugin-content-blog/client";
import Footer from "@theme-original/BlogPostItem/Footer";
import Markdown from "react-markdown";

const iso = (comment) => new Date(comment.date).toISOString();

export default function FooterWithComments(props) {
  const { frontMatter, isBlogPostPage } = useBlogPost();
  const comments = (isBlogPostPage && frontMatter.wp_comments) || [];
  return (
    <>
      <Footer {...props} />
      {comments.map((comment) => (
        <article key={comment.id} id={`comment-${comment.id}`}>
          <p>
            {comment.author}, <time dateTime={iso(comment)}>{iso(comment).slice(0, 10)}</time>
          </p>
          <Markdown>{comment.body}</Markdown>
        </article>
      ))}
    </>
  );
}
