"""What an article's copy holds, as far as it could be told from the file."""

from dataclasses import dataclass
from functools import cached_property

_LONG = 20  # words of a paragraph that is no teaser
_FAR_MORE = 4


@dataclass(frozen=True)
class Copy:
    """An article as found in a file; None or empty for what wasn't found.

    ``blocks``: its text below the title, in order. ``headings``: the indexes of
    those that are subheadings. ``standfirst``: the first block, if it is one.
    ``published``: in EDTF. ``language``: a tag.
    ``publisher``, ``host``: the site's name, and the name of its server.
    ``copy_url``, ``copy_from``: the archive that the page is from, if it is from one.
    ``left``: paragraphs of the page that were not taken for the article's.
    ``guessed``: the file doesn't say in which encoding it is.
    ``attached``: names of files that came with it, and were not taken.
    ``pages``: each printed page's number, and its first block's index, if it has pages.
    ``unread``: numbers of those without words, or that can't be read.
    ``cut``: the page says that not everybody can read it whole.
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
    left: tuple[str, ...] = ()
    guessed: bool = False
    cut: bool = False
    attached: tuple[str, ...] = ()
    pages: tuple[tuple[str, int], ...] = ()
    unread: tuple[str, ...] = ()

    @cached_property
    def paragraphs(self) -> tuple[str, ...]:
        """The blocks that are paragraphs."""
        return tuple(text for at, text in enumerate(self.blocks) if self._is_paragraph(at))

    def _is_paragraph(self, at: int) -> bool:
        return at not in self.headings and not (self.standfirst and at == 0)

    @cached_property
    def page_starts(self) -> tuple[tuple[str, int], ...]:
        """Each page on which a paragraph begins, and the number of the first one that does."""
        indexes = [at for at in range(len(self.blocks)) if self._is_paragraph(at)]
        starts: list[tuple[str, int]] = []
        ends = [*(first for _, first in self.pages[1:]), len(self.blocks)]
        for (page, first), end in zip(self.pages, ends, strict=False):
            here = [number for number, at in enumerate(indexes, 1) if first <= at < end]
            starts += [(page, here[0])] if here else []
        return tuple(starts)

    @property
    def doubtful(self) -> bool:
        """Whether something else was probably taken for the article: far more was left out.

        Menus and teasers are short and many, a page's article is its longest text.
        """
        taken = sum(len(text.split()) for text in self.paragraphs)
        lengths = [len(text.split()) for text in self.left]
        long = sum(length for length in lengths if length >= _LONG)
        return long > taken or sum(lengths) > _FAR_MORE * taken

    @property
    def original(self) -> str:
        """The text as it is kept: blocks parted by blank lines, the title first."""
        return "\n\n".join((self.title, *self.blocks)) + "\n"

    @property
    def spans(self) -> list[tuple[int, int]]:
        """First and last number of the original's blocks that are paragraphs, run by run."""
        runs: list[tuple[int, int]] = []
        for at in range(len(self.blocks)):
            number = at + 2  # the title is 1
            if not self._is_paragraph(at):
                continue
            if runs and runs[-1][1] == number - 1:
                runs[-1] = (runs[-1][0], number)
            else:
                runs.append((number, number))
        return runs
