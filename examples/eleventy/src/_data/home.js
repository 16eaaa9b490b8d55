// The URL of the list of posts: "/", unless a page of WordPress has it.
import { readdirSync, readFileSync } from "node:fs";

const isFront = (name) => name.endsWith(".md") && /^\s*"?permalink"?: "\/",?$/m.test(readFileSync(`src/${name}`, "utf8"));
export default readdirSync("src").some(isFront) ? "/posts/" : "/";
