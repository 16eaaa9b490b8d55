// Shows the title of pages, which Docusaurus itself shows of posts alone.
import Layout from "@theme/Layout";
import MDXContent from "@theme/MDXContent";

export default function Page({ content: Content }) {
  const { title, description } = Content.metadata;
  return (
    <Layout title={title} description={description}>
      <main className="container margin-vert--lg">
        <article dir="auto">
          <h1>{title}</h1>
          <MDXContent>
            <Content />
          </MDXContent>
        </article>
      </main>
    </Layout>
  );
}
