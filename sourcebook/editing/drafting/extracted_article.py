"""An article that was read from a file, with the article's metadata."""

from dataclasses import dataclass
from functools import cached_property

_LONG = 20  # a left-out paragraph with at least this many words is too long to be a teaser
_FAR_MORE = 4  # if more words than this are left out per extracted word, the article is doubtful


@dataclass(frozen=True)
class ExtractedArticle:
    """An article read from a file; each field is None or empty if its value wasn't found.

    ``blocks``: the text below the title, in order. ``headings``: indexes of blocks that are
    subheadings. ``standfirst``: the first block, if the page marks it as a standfirst.
    ``published``: in EDTF. ``language``: a language tag. ``publisher``, ``host``: the site's name,
    and its host name. ``copy_url``, ``copy_from``: the address of a web archive's copy, and the
    archive's name. ``left_out``: paragraphs of the page that were not taken to be part of the
    article. ``encoding_guessed``: whether the file's encoding was guessed. ``paywalled``: whether
    the page declares a paywall. ``attachments``: names of attached files, whose contents are not
    read. ``pages``: for each page of a PDF, the page's printed number and the index of the first
    block on that page. ``unread_pages``: the printed numbers of pages without text.
    """

    title: str
    blocks: tuple[str, ...]
    headings: frozenset[int] = frozenset()
    standfirst: str | None = None
    published: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    host: str | None = None
    language: str | None = None
    url: str | None = None
    copy_url: str | None = None
    copy_from: str | None = None
    left_out: tuple[str, ...] = ()
    encoding_guessed: bool = False
    paywalled: bool = False
    attachments: tuple[str, ...] = ()
    pages: tuple[tuple[str, int], ...] = ()
    unread_pages: tuple[str, ...] = ()

    @cached_property
    def paragraphs(self) -> tuple[str, ...]:
        """The texts of the blocks that are neither subheadings nor the standfirst."""
        return tuple(text for at, text in enumerate(self.blocks) if self._is_paragraph(at))

    def _is_paragraph(self, at: int) -> bool:
        return at not in self.headings and not (self.standfirst and at == 0)

    @cached_property
    def page_starts(self) -> tuple[tuple[str, int], ...]:
        """Each page's printed number, and the number of the first paragraph that begins there.

        Pages on which no paragraph begins are left out. Paragraphs are numbered from 1.
        """
        indexes = [at for at in range(len(self.blocks)) if self._is_paragraph(at)]
        starts: list[tuple[str, int]] = []
        ends = [*(first for _, first in self.pages[1:]), len(self.blocks)]
        for (page, first), end in zip(self.pages, ends, strict=False):
            on_page = [number for number, at in enumerate(indexes, 1) if first <= at < end]
            starts += [(page, on_page[0])] if on_page else []
        return tuple(starts)

    @property
    def is_doubtful(self) -> bool:
        """Whether the extracted text is probably wrong, because too much of the page was left out.

        Long paragraphs count most: menus and teasers may have more words than the article, but they
        have only short paragraphs.
        """
        taken = sum(len(text.split()) for text in self.paragraphs)
        lengths = [len(text.split()) for text in self.left_out]
        long = sum(length for length in lengths if length >= _LONG)
        return long > taken or sum(lengths) > _FAR_MORE * taken

    @property
    def original(self) -> str:
        """The text for a file in ``originals/``: title and blocks, separated by blank lines."""
        return "\n\n".join((self.title, *self.blocks)) + "\n"

    @property
    def spans(self) -> list[tuple[int, int]]:
        """For each run of paragraphs: the numbers of its first and its last block.

        The blocks are those of the file in ``originals/``, numbered from 1; block 1 is the title.
        Subheadings separate runs.
        """
        runs: list[tuple[int, int]] = []
        for at in range(len(self.blocks)):
            number = at + 2  # block 1 is the title
            if not self._is_paragraph(at):
                continue
            if runs and runs[-1][1] == number - 1:
                runs[-1] = (runs[-1][0], number)
            else:
                runs.append((number, number))
        return runs
