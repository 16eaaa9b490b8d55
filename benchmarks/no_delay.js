// Loaded before wordpress-export-to-markdown: removes its pause between two files.
const path = require("path");
const settings = path.join(__dirname, "../build/peers/node_modules/wordpress-export-to-markdown/src/settings.js");
require(settings).markdown_file_write_delay = 0;
