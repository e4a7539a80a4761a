"""What an article's copy holds, as far as it could be told from the file."""

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Copy:
    """An article as found in a file; None or empty for what wasn't found.

    ``blocks``: its text below the title, in order. ``headings``: the indexes of
    those that are subheadings. ``standfirst``: the first block, if it is one.
    ``published``: in EDTF. ``language``: a tag.
    ``publisher``, ``host``: the site's name, and the name of its server.
    ``left``: paragraphs of the page that were not taken for the article's.
    ``guessed``: the file doesn't say in which encoding it is.
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
    left: tuple[str, ...] = ()
    guessed: bool = False

    @cached_property
    def paragraphs(self) -> tuple[str, ...]:
        """The blocks that are paragraphs."""
        return tuple(text for at, text in enumerate(self.blocks) if self._is_paragraph(at))

    def _is_paragraph(self, at: int) -> bool:
        return at not in self.headings and not (self.standfirst and at == 0)

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
