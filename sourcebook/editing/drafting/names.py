"""Finds names in a text: names of records, and capitalised words that may be other names."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from ...conventions import MONTHS
from ...corpus.grouping import group
from ...corpus.naming import Ref, name_owners
from ...pages.lookup.name_index import NameFinder
from ...reading.records import Records
from ...records.locators import Locator

Spellings = Mapping[str, list[Locator]]
"""Maps each spelling of a record's name in a source to the spelling's locators."""

_WORD = r"[^\W\d_](?:[\w-]|[.&](?=\w)|[’'](?!s\b)(?=\w))*"
_LINK = r"(?:of|de|da|di|du|del|la|le|al|el|ibn|bin|von|van|der|den)"
_TOKEN = re.compile(_WORD)
_ARTICLE = re.compile(r"(?:a[dlnrstz]|ash|el)-(?=[^\W\d_])")  # the Arabic article before a name
_ENDING = ".!?:…"  # characters that end a sentence
_AROUND = "\"'“”‘’«»()[]-"  # characters that may stand before a sentence's first word
_NOT_NAMES = frozenset(
    re.findall(
        r"\w+",
        """A An The This That These Those It Its He His She Her They Their We Our I You Your There
        Here Who What When Where Why How Which And But Or Nor So Yet If As At By For From In Into
        Of On Over To Under Up With Within Without After Before During Since Until While Although
        Though Because However Meanwhile Still Also Not No Yes All Some Many Most More Several Both
        Each Every Another Other One Two Three Four Five Six Seven Eight Nine Ten Now Then Today
        Yesterday Tomorrow Monday Tuesday Wednesday Thursday Friday Saturday Sunday""",
    )
).union(MONTHS)
"""Words that aren't names, though they may have a capital, as at the beginning of a sentence."""


TITLES = frozenset(
    re.findall(
        r"\w+",
        """Mr Mrs Ms Miss Master Mx Dr Prof Professor Sir Dame Lady Lord Councillor Cllr Alderman
        Mayor Judge Justice Magistrate Coroner Constable PC Sergeant Sgt Inspector Superintendent
        Captain Capt Major Colonel Col General Gen Lieutenant Lt Admiral Commander Corporal Private
        Rev Reverend Father Sister Brother Pastor Bishop Imam Sheikh President Minister Senator
        Nurse Herr Frau Madame Mme Monsieur Señor Señora Don Doña""",
    )
)
"""Titles: words before a person's name. A surname with a title may mean anybody of that name."""
_AFTER_TITLE = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(TITLES))})\.?\s+$")

_LONGEST_TITLE = 20  # maximum number of characters of a title and the space after it


class UnknownName(NamedTuple):
    """A name that no record has.

    ``places``: the locators of the name. ``perhaps``: records that the name may mean.
    """

    name: str
    places: list[Locator]
    perhaps: list[Ref]


class KnownNames:
    """Finds the names of records in a text."""

    def __init__(self, records: Records) -> None:
        self._owners = name_owners(
            {entry.id: entry.record for entry in records.actors},
            {entry.id: entry.record for entry in records.locations},
            {entry.id: entry.record for entry in records.events},
        )
        self._observed: set[str] = set()
        used = _used(records)
        for word, refs in used.items():
            # A name that sources use for more than one record is skipped, because it is ambiguous.
            if word not in self._owners and len(refs) == 1:
                self._owners[word] = refs
                self._observed.add(word)
        # A name that begins with a lower-case letter has a capital at the beginning of a sentence.
        capital = {name[:1].upper() + name[1:]: name for name in self._owners}
        self._finder = NameFinder({**capital, **{name: name for name in self._owners}})
        self._used = used

    def found(self, text: str) -> list[tuple[int, int, list[Ref]]]:
        """Return the start and end of each name in a text, and the records that have the name."""
        # If only summaries have a name, not the record itself, the name isn't found after a title:
        # together with a title, it may mean another person.
        return [
            (start, end, self._owners[name])
            for start, end, name in self._finder.found(text)
            if name not in self._observed
            or not _AFTER_TITLE.search(text, max(0, start - _LONGEST_TITLE), start)
        ]

    def refs(self, text: str) -> list[Ref]:
        """Return the records named in a text, in the order of their first mention."""
        return list(dict.fromkeys(ref for _, _, refs in self.found(text) for ref in refs))

    def spellings(self, texts: Mapping[Locator, str]) -> dict[Ref, Spellings]:
        """Return record -> spelling of its name -> locators of the texts with this spelling."""
        spelled: dict[Ref, dict[str, dict[Locator, None]]] = defaultdict(dict)
        written: dict[tuple[Ref, str], str] = {}
        for locator, text in texts.items():
            for start, end, refs in self.found(text):
                words = " ".join(text[start:end].split())
                for ref in refs:
                    # Spellings that differ only in case count as one, as in the search for names in
                    # originals.
                    key = written.setdefault((ref, words.casefold()), words)
                    spelled[ref].setdefault(key, {})[locator] = None
        return {
            ref: {key: list(places) for key, places in found.items()}
            for ref, found in spelled.items()
        }

    def unknown(self, texts: Mapping[Locator, str], language: str | None) -> list[UnknownName]:
        """Return probable names that no record has, in the order of the texts.

        A probable name is a run of capitalised words. A single word at the beginning of a sentence
        counts only if it occurs again. If the last word of a longer name occurs alone, this counts
        as an occurrence of the longer name. A title with a surname is a name of its own: "Mrs Pell"
        may be another person than a Pell who is named elsewhere.
        """
        inside: dict[str, list[Locator]] = {}
        beginning: dict[str, list[Locator]] = {}
        for locator, text in texts.items():
            for name, begins in _candidates(self._blanked(text), language):
                places = (beginning if begins else inside).setdefault(name, [])
                places.append(locator)
        for name, places in beginning.items():
            if name in inside or len(places) > 1:
                inside[name] = [*inside.get(name, []), *places]
        longer = group((name.rpartition(" ")[2], name) for name in inside if " " in name)
        full = {surname: found[0] for surname, found in longer.items() if len(found) == 1}
        order = {locator: at for at, locator in enumerate(texts)}
        merged: dict[str, set[Locator]] = {}
        for name, places in inside.items():
            merged.setdefault(full.get(name, name), set()).update(places)
        return [
            UnknownName(name, sorted(places, key=order.__getitem__), self._near(name))
            for name, places in merged.items()
        ]

    def _near(self, name: str) -> list[Ref]:
        """Return the actors and locations that an unknown name may mean.

        These are the records for which some source uses the unknown name, and the records with a
        longer name that contains the unknown name.
        """
        as_word = re.compile(rf"\b{re.escape(name)}\b")
        longer = (refs for known, refs in self._owners.items() if as_word.search(known))
        found = [*self._used.get(name, ()), *chain.from_iterable(longer)]
        return list(dict.fromkeys(ref for ref in found if ref.type != "event"))

    def _blanked(self, text: str) -> str:
        """Return a text in which each known name is replaced by ``0``, which can't begin a name."""
        for start, end, _ in reversed(self.found(text)):
            text = f"{text[:start]}0{text[end:]}"
        return text


def _used(records: Records) -> dict[str, list[Ref]]:
    """Return capitalised name -> the records for which summaries list this name."""
    used: dict[str, list[Ref]] = {}
    for summary in records.summaries:
        names = summary.record.names
        for record_type, spelled in (("actor", names.actors), ("location", names.locations)):
            for id_, words in spelled.items():
                ref = Ref(record_type, id_)  # type: ignore[arg-type]
                for word in words:
                    if word[0].isupper() and ref not in used.setdefault(word, []):
                        used[word].append(ref)
    return used


def _candidates(text: str, language: str | None) -> Iterator[tuple[str, bool]]:
    """Yield each run of capitalised words that may be a name, and whether the run is doubtful.

    A run is doubtful if it is a single word at the beginning of a sentence: the word may be
    capitalised only because of its position. Acronyms are never doubtful.
    """
    nouns = (language or "").partition("-")[0] in ("de", "lb")  # these languages capitalise nouns
    for run in _runs(text):
        begins = _begins_sentence(text, run[0].start())
        words = list(run)
        # A title is removed before a full name, but not before a surname alone.
        while words and words[0][0] in _NOT_NAMES | TITLES:
            if words[0][0] in TITLES and len(words) == 2:
                break
            words.pop(0)
            begins = False
        if not words or (nouns and len(words) < 2):
            continue
        name = text[words[0].start() : words[-1].end()]
        acronym = sum(character.isupper() for character in name) > 1
        if len(name) > 1:
            yield " ".join(name.split()), begins and len(words) == 1 and not acronym


def _begins_sentence(text: str, at: int) -> bool:
    """Return whether a sentence or a line of a text begins at an index."""
    # A regular expression isn't used, because it would search the whole text again for each name.
    while at and (text[at - 1].isspace() or text[at - 1] in _AROUND):
        at -= 1
        if text[at] == "\n":
            return True
    return at == 0 or text[at - 1] in _ENDING


def _runs(text: str) -> Iterable[list[re.Match[str]]]:
    """Return runs of capitalised words, which may be connected by small words such as *of*."""
    runs: list[list[re.Match[str]]] = []
    last = 0
    for word in _TOKEN.finditer(text):
        if not _ARTICLE.sub("", word[0])[0].isupper():
            continue
        between = text[last : word.start()]
        titled = bool(runs) and len(runs[-1]) == 1 and runs[-1][0][0] in TITLES
        if runs and re.fullmatch(rf" (?:{_LINK} ){{0,2}}" + r"|\. " * titled, between):
            runs[-1].append(word)
        else:
            runs.append([word])
        last = word.end()
    return runs
