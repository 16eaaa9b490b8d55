"""Boilerplate that plugins add to a post, in one list."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, attr, classes, remove, text
from wpconv.body.rules._shared.excerpt import excerpt
from wpconv.notices import NoticeCode, Severity

_LIST = {
    "table of contents": """#ez-toc-container .ez-toc-container #toc_container .lwptoc
        #rtoc-mokuji-wrapper .joli-toc .wp-block-rank-math-toc-block
        .wp-block-yoast-seo-table-of-contents .aioseo-table-of-contents .simpletoc
        .wp-block-uagb-table-of-contents .wp-block-kadence-tableofcontents
        .elementor-widget-table-of-contents .wp-block-table-of-contents .ub_table-of-contents .htoc
        .gutentoc .wp-block-stackable-table-of-contents .eael-toc .uael-toc #ftwp-container
        .wp-block-ultimate-post-table-of-content""",
    "share buttons": """.sharedaddy .jetpack-likes-widget-wrapper .addtoany_share_save_container
        .addtoany_content .a2a_kit .shariff .ssba .ssba-wrap .heateor_sss_sharing_container
        .heateorSssSharing .the_champ_sharing_container .essb_links .swp_social_panel .mashsb-container
        .dpsp-content-wrapper .sfsi_Sicons .simplesocialbuttons .addthis_toolbox .addthis_tool
        .sharethis-inline-share-buttons .shareaholic-canvas .td-post-sharing .juiz_sps_links
        .scriptlesssocialsharing .fb-like .fb-share-button .twitter-share-button .pin-it-button
        .elementor-widget-share-buttons .et_social_inline .et_social_media_wrapper .novashare-buttons
        .wp-block-jetpack-sharing-buttons .wp-block-outermost-social-sharing
        .uagb-social-share__outer-wrap .fusion-sharing-box .elementor-blockquote__tweet-button
        .bctt-ctt-btn .tm-ctt-btn""",
    "related posts": """.jp-relatedposts .yarpp .yarpp-related .crp_related .rp4wp-related-posts
        .wp_rp_wrap .wp_rp_content .zem_rp_wrap .linkwithin_div .OUTBRAIN .taboola""",
    "rating": """.kk-star-ratings .post-ratings .post-ratings-loading .rmp-widgets-container
        .yasr-vv-stars-title-container .gdrts-dynamic-block .rw-ui-container .wpulike""",
    "view count": ".post-views .pvc_stats .pageviews-placeholder",
    "subscription": """.mc4wp-form #mc_embed_signup .jetpack_subscription_widget
        .wp-block-jetpack-subscriptions .mailpoet_form .tnp .formkit-form .emaillist""",
    "form": """.wpcf7 .wpforms-container .gform_wrapper .nf-form-cont .frm_forms .fluentform
        .caldera-grid .everest-forms .comment-respond""",
    "advertisement": """.adsbygoogle .google-auto-placed .ai-viewports .quads-location .ezoic-ad
        .adthrive-ad .mv-ad-box .advads-background""",
    "podcast links": ".powerpress_links",
    "print button": ".printfriendly .pdfprnt-buttons .dkpdf-button-container .wpptopdf",
    "author box": """.saboxplugin-wrap .abh_box .pp-multiple-authors-boxes-wrapper
        .molongui-author-box .m-a-box""",
    "reading time": ".span-reading-time .rt-reading-time .bsf-rt-reading-time",
    "date of the last change": ".post-modified-info",
    "pages of a list": ".elementor-pagination .wp-pagenavi",
    "filter of a grid": """.elementor-portfolio__filters .et_pb_portfolio_filters .vc_grid-filter
        .eael-filter-gallery-control""",
    "control of a recipe": """.wprm-recipe-jump .wprm-recipe-jump-video .wprm-recipe-print
        .wprm-recipe-pin .wprm-unit-conversion-container .wprm-recipe-adjustable-servings-container
        .wprm-checkbox-container .wprm-prevent-sleep .tasty-recipes-jump-button
        .tasty-recipes-print-button .tasty-recipes-quick-links .tasty-recipes-units-scale
        .tasty-recipes-scale-container .tasty-recipes-convert-container
        .tr-ingredient-checkbox-container .mv-create-print-form .mv-create-jtr""",
    "control of a slider": """.elementor-swiper-button .swiper-button-prev .swiper-button-next
        .swiper-pagination .slick-dots .slick-arrow .carousel-control .carousel-control-prev
        .carousel-control-next .carousel-indicators .vc_carousel-control .vc_carousel-indicators
        .flex-direction-nav .flex-control-nav .owl-nav .owl-dots .bx-controls .splide__arrows
        .splide__pagination .glide__arrows .glide__bullets .tns-controls .tns-nav
        .flickity-button .flickity-page-dots""",
    "loading animation": ".wpcp-carousel-preloader .sp-preloader .preloader .wpforms-submit-spinner",
    "twin of a slide": ".swiper-slide-duplicate .slick-cloned",
    "text for screen readers": ".screen-reader-text",
    "text for readers without scripts": ".jetpack-slideshow-noscript",
    "icon": ".material-icons .material-symbols-outlined .et-pb-icon",
}
_KINDS = {match: kind for kind, matches in _LIST.items() for match in matches.split()}
_CONTROLS = ("control of a recipe", "control of a slider")
"""Kinds that are reported only if they have a text."""
_MAX_WORDS = 300
"""More words than boilerplate has: a tag without an end tag may hold the text that follows it."""


def boilerplate(tag: Tag, ctx: Context) -> None:
    """Boilerplate of plugins, such as share buttons and related posts: removed and reported."""
    names = (f"#{attr(tag, 'id')}", *(f".{name}" for name in classes(tag)))
    match = next(name for name in names if name in _KINDS)
    severity = Severity.WARNING if len(text(tag).split()) > _MAX_WORDS else Severity.INFO
    words = excerpt(tag)
    if words or _KINDS[match] not in _CONTROLS:
        ctx.notice(NoticeCode.REMOVED_BOILERPLATE, f"{_KINDS[match]} ({match}) {words}".rstrip(), severity)
    remove(tag)


RULES = tuple(Rule(match, boilerplate) for match in _KINDS)
