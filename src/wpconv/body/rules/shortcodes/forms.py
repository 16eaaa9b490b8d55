"""The shortcodes of forms."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, attr, remove
from wpconv.notices import NoticeCode

_FORMS = (
    "contact-form-7", "contact-form", "contact-field", "wpforms", "gravityform", "gravityforms",
    "ninja_form", "ninja_forms",
    "formidable", "mc4wp_form", "fluentform", "caldera_form", "everest_form", "forminator_form", "weforms",
    "wpuf_form", "happyforms", "kaliform", "metform", "quform", "mailpoet_form", "newsletter_form",
    "jotform", "ws_form", "si-contact-form", "convertkit", "visual-form-builder", "formcraft", "cformsII",
    "sibwp_form", "yikes-mailchimp", "user_registration_form", "et_pb_contact_form", "et_pb_signup",
)  # fmt: skip


def shortcode_forms(tag: Tag, ctx: Context) -> None:
    """Shortcodes of forms: left out, as a static site cannot answer them, and reported."""
    ctx.notice(NoticeCode.REMOVED_FORM, attr(tag, "[")[:80])
    remove(tag)


RULES = tuple(Rule(f"[{name}]", shortcode_forms) for name in _FORMS)
