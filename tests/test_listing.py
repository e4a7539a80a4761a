"""Detection of a project's own template that lists all pages."""

from pathlib import Path

from sourcebook.publishing.change_detection import _reads_page_list


def test_a_project_s_template_with_messages_is_read(tmp_path: Path) -> None:
    """A template counts as one that lists all pages if it uses ``pages``.

    This also holds for a template with ``{% trans %}``.
    """
    template = tmp_path / "own.html"
    template.write_text("{% trans %}All pages{% endtrans %}: {{ pages|length }}", "utf-8")
    assert _reads_page_list(template)
    template.write_text("{% trans %}No list of pages{% endtrans %}", "utf-8")
    assert not _reads_page_list(template)
