<?php
// Run by tools/screenshots.py inside WordPress: the theme whose name is the argument, and a post with what authors use most.
switch_theme($argv[1]);
update_option('blogname', 'Harbour notes');
$picture = wp_insert_attachment(['post_title' => 'The harbour', 'post_mime_type' => 'image/png'], picture_file());
wp_update_attachment_metadata($picture, wp_generate_attachment_metadata($picture, get_attached_file($picture)));
$url = wp_get_attachment_image_src($picture, 'large')[0];
$first = get_page_by_path('first-bowline', OBJECT, 'post');
$link = get_permalink($first);
wp_insert_post(wp_slash(['post_title' => 'A week on the harbour wall', 'post_name' => 'harbour-wall', 'post_status' => 'publish',
  'post_date' => '2024-05-04 09:00:00', 'tags_input' => ['Café do mar'], 'post_author' => get_current_user_id(),
  'post_content' => <<<HTML
<!-- wp:image {"id":$picture,"sizeSlug":"large"} -->
<figure class="wp-block-image size-large"><img src="$url" alt="A red boat before three hills" class="wp-image-$picture"/><figcaption class="wp-element-caption">The <em>Inês</em>, just before the tide turned.</figcaption></figure>
<!-- /wp:image -->
<!-- wp:paragraph --><p>Everybody told us to come at <strong>low water</strong>, and to bring rope. We had one <a href="$link">knot</a>, and it held.</p><!-- /wp:paragraph -->
<!-- wp:table --><figure class="wp-block-table"><table><thead><tr><th>Day</th><th>Low water</th><th>Boats</th></tr></thead><tbody><tr><td>Saturday</td><td>06:10</td><td>4</td></tr><tr><td>Sunday</td><td>06:55</td><td>11</td></tr></tbody></table></figure><!-- /wp:table -->
<!-- wp:list --><ul class="wp-block-list"><li>rope, two lengths</li><li>tea for <del>two</del> four</li></ul><!-- /wp:list -->
<!-- wp:quote --><blockquote class="wp-block-quote"><p>Nobody was ever late for the tide twice.</p><cite>The harbour master</cite></blockquote><!-- /wp:quote -->
<!-- wp:code --><pre class="wp-block-code"><code>tide --station harbour --days 2</code></pre><!-- /wp:code -->
HTML]), true);

function picture_file(): string {
  [$w, $h] = [1200, 420]; $im = imagecreatetruecolor($w, $h);
  for ($y = 0; $y < $h; $y++) imageline($im, 0, $y, $w, $y, imagecolorallocate($im, 150 + (int) ($y / 4.2), 195 + (int) ($y / 9), 225));
  foreach ([[200, 270, 620, 250, 0x6f8f7a], [640, 275, 760, 310, 0x5b7d6c], [1080, 280, 560, 230, 0x7b9a86]] as [$x, $y, $a, $b, $c]) imagefilledellipse($im, $x, $y, $a, $b, $c);
  imagefilledrectangle($im, 0, 270, $w, $h, 0x2f6d8f);
  for ($i = 0; $i < 40; $i++) { $y = 285 + ($i * 53) % 130; $x = ($i * 211) % $w; imagefilledrectangle($im, $x, $y, $x + 60, $y + 2, 0x5f97b3); }
  imagefilledpolygon($im, [470, 300, 740, 300, 690, 350, 510, 350], 0xb8362c);
  imagefilledrectangle($im, 470, 296, 740, 303, 0xf2efe6);
  imagefilledrectangle($im, 598, 150, 603, 296, 0x4a3b2a);
  imagefilledpolygon($im, [608, 155, 608, 285, 715, 285], 0xf6f1e1);
  $file = wp_upload_dir('2024/05')['path'] . '/harbour.png'; imagepng($im, $file, 9); return $file;
}
