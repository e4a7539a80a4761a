"""Video and audio: files, players, and the text for readers who can't hear or see them."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from sourcebook import stages
from sourcebook.project import SOURCES, open_cache
from sourcebook.publishing.media import complete
from sourcebook.reading import media as reading
from sourcebook.reading.folder import read
from sourcebook.reading.media import read_media, too_large
from sourcebook.records.media import SUFFIXES, TYPES, MediaFile, name_pattern
from sourcebook.serving.preview_state import PreviewState
from sourcebook.serving.requests import byte_range
from sourcebook.writing import Cache

from .browser import Visitor
from .corpora import PASSAGES, copy_small
from .projects import ROOT, project, run
from .test_serving import served

FILES = PASSAGES / "sources" / "media"
NEWSPAPER = ROOT / "sourcebook" / "examples" / "newspaper" / "sources"
TAPE = "sources/lorne-tape-1994/"


@given(st.sampled_from(SUFFIXES), st.binary(max_size=200), st.data())
def test_no_file_brings_about_a_traceback(suffix: str, noise: bytes, data: st.DataObject) -> None:
    """A damaged media file gives an error or is accepted, but never causes a traceback."""
    whole = data.draw(st.sampled_from([b"", *(path.read_bytes() for path in FILES.iterdir())]))
    content = whole[: data.draw(st.integers(0, len(whole)))] + noise
    records = read_media(content, f"sources/media/a{suffix}")
    assert bool(records.media) != any(one.severity == "error" for one in records.problems)


def test_a_huge_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A media file above the size limit is reported, and isn't read.

    A file that is large, but below the limit, gives a warning.
    """
    monkeypatch.setattr(reading, "MAX_BYTES", 40_000_000)
    (tmp_path / "media").mkdir()
    for name, size in (("a.webm", 40_000_001), ("b.webm", 39_000_000)):
        with (tmp_path / "media" / name).open("wb") as file:
            file.write(b"\x1a\x45\xdf\xa3")
            file.truncate(size)
    records = read(tmp_path)
    assert [(one.code, str(one.mark.path)) for one in records.problems] == [
        ("huge-media", "sources/media/a.webm"), ("large-media", "sources/media/b.webm"),
    ]  # fmt: skip
    assert [one.message for one in records.problems] == [
        "this file is too large; at most 40 MB. Link to a place that keeps such recordings, under "
        "'url' of a source or under 'links'",
        "this file has 39 MB, for which readers may wait long; a smaller one is better, or a link "
        "under 'url' of a source or under 'links'",
    ]
    assert [one.name for one in records.media] == ["b.webm"]


@pytest.mark.parametrize(
    ("suffix", "beginning", "mime"),
    [
        (".mp4", b"\0\0\0\x18ftypmp42", "video/mp4"), (".m4v", b"\0\n\0\x18ftyp", "video/mp4"),
        (".webm", b"\x1a\x45\xdf\xa3", "video/webm"), (".ogv", b"OggS", "video/ogg"),
        (".mp3", b"ID3", "audio/mpeg"), (".mp3", b"\xff\xe0", "audio/mpeg"),
        (".m4a", b"\0\0\0\x18ftypM4A", "audio/mp4"), (".ogg", b"OggS", "audio/ogg"),
        (".oga", b"OggS", "audio/ogg"), (".opus", b"OggS", "audio/ogg"),
        (".wav", b"RIFF\0\n\0\0WAVE", "audio/wav"), (".flac", b"fLaC", "audio/flac"),
        (".vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\nx\n", "text/vtt"),
    ],
)  # fmt: skip
def test_a_file_is_known_by_its_first_bytes(suffix: str, beginning: bytes, mime: str) -> None:
    """The first bytes of a media file must fit the file's extension.

    Each extension has its media type.
    """
    path = f"sources/media/a{suffix}"
    assert read_media(beginning, path).problems == []
    assert [one.code for one in read_media(beginning[1:], path).problems] == ["bad-media"]
    assert TYPES[suffix].mime == mime


def test_only_a_file_beyond_a_limit_is_told(tmp_path: Path) -> None:
    """Media files of more than 20 MB are reported as large, of more than 100 MB as too large."""
    path = tmp_path / "a.flac"
    for size, codes in ((100_000_000, []), (100_000_001, ["huge-media"])):
        with path.open("wb") as file:
            file.truncate(size)
        told = too_large(path, "sources/media/a.flac")
        assert [one.code for one in (told.problems if told else ())] == codes
    for size, codes in ((20_000_000, []), (20_000_001, ["large-media"])):
        told = read_media(b"fLaC".ljust(size, b"\0"), "sources/media/a.flac")
        assert [one.code for one in told.problems] == codes


def test_what_is_claimed_of_a_recording_stands_for_its_words(tmp_path: Path) -> None:
    """A recording without a text alternative is reported, unless there are claims about it."""
    folder = copy_small(tmp_path)
    sources = folder / SOURCES
    (sources / "media").mkdir()
    (sources / "media" / "talk.flac").write_bytes(b"fLaC")
    media = "media: [{file: talk.flac, title: A talk, credit: A stranger, licence: CC0}]\n"
    article = f"---\ntitle: A talk\npublisher: ellan-courier\n{media}---\n"
    (sources / "articles" / "talk.md").write_text(article, "utf-8")
    claim = "claims: [{id: gone, says: The shed is gone., at: '00:10', locations: [north-quay]}]\n"
    summary = sources / "summaries" / "talk.yml"
    for text, codes in ((claim, []), ("abstract: Words.\n", ["media-without-text"])):
        summary.write_text(text, "utf-8")
        assert [problem.code for problem in stages.check(folder).problems] == codes


def test_names_of_recordings_never_meet() -> None:
    """Recordings whose names differ only in a dot, space or capital have different addresses."""
    names = ("a b.wav", "a-b.wav", "A-B.wav", "a.b.wav", "a-b.mp3", "å.wav", "ä.wav", "a--b.wav")
    paths = {MediaFile(f"sources/media/{name}", "", b"", 1).made for name in names}
    assert len(paths) == len(names)
    assert all(path.isascii() and path == path.lower() and " " not in path for path in paths)
    assert name_pattern("track") == r"\.([vV][tT][tT])$"


def test_a_recording_is_copied_as_it_is_and_once(tmp_path: Path) -> None:
    """A recording is copied unchanged, and isn't copied again after an edit of a page's text."""
    shutil.copytree(PASSAGES / SOURCES, tmp_path / SOURCES)
    cache = open_cache(tmp_path)
    built = stages.pages(tmp_path, cache, workers=1)
    assert not built.problems
    made = tmp_path / "docs" / "data" / "media"
    assert sorted(path.name for path in made.iterdir()) == [
        "bell-of-the-quay-e69898f514c8.wav", "hearing.vtt", "hearing.webm",
    ]  # fmt: skip
    for name in ("hearing.vtt", "hearing.webm"):
        assert (made / name).read_bytes() == (FILES / name).read_bytes()
    cache.flush()
    about = tmp_path / "sources" / "pages" / "about.md"
    about.write_text(about.read_text("utf-8") + "\nOne more line.\n", "utf-8")
    built = stages.pages(tmp_path, open_cache(tmp_path), workers=1)
    assert built.changes
    assert not [path for path in built.changes.written if "media" in path]
    assert (made / "hearing.webm").is_file()
    (made / "hearing.vtt").unlink()
    assert stages.pages(tmp_path, open_cache(tmp_path), workers=1).changes
    assert (made / "hearing.vtt").read_bytes() == (FILES / "hearing.vtt").read_bytes()


def test_a_recording_that_changes_meanwhile_is_not_published(tmp_path: Path) -> None:
    """A recording that was changed after the check isn't published."""
    shutil.copytree(PASSAGES / SOURCES, tmp_path / SOURCES)
    checked = stages.check(tmp_path)
    (tmp_path / "sources" / "media" / "hearing.webm").write_bytes(b"another")
    with pytest.raises(OSError, match="has changed while it was read; build again"):
        stages.write_docs(tmp_path, checked, Cache(tmp_path / ".cache", b"key"), dict, 1)
    assert not (tmp_path / "docs").exists()


def _recording(content: str, language: str = "") -> str:
    return f'<figure class="recording"{language}>\n{content}\n</figure>'


def _line(*names: str) -> str:
    links = " · ".join(f'<a href="../../data/media/{name}">{name}</a>' for name in names)
    return f"<figcaption>\n<p>{links} <small>Ellan</small></p>\n</figcaption>"


def test_a_player_loads_nothing_and_has_a_name() -> None:
    """A player loads nothing until a reader starts it, and has a label for screen readers."""
    line = _line("a.wav")
    player = (
        '<audio controls preload="none" src="../../data/media/a.wav" aria-label="a.wav"></audio>'
    )
    assert complete(_recording(line)) == _recording(f"{player}\n{line}")
    assert complete("<p>none</p>") == "<p>none</p>"


def test_captions_are_shown_with_audio_too() -> None:
    """Audio with captions is in a <video> element, because only this element shows captions."""
    made = complete(_recording(_line("a.wav", "a.vtt"), ' data-language="en"'))
    assert (
        '<video controls preload="none" src="../../data/media/a.wav" class="heard" '
        'aria-label="a.wav"><track kind="captions" src="../../data/media/a.vtt" srclang="en" '
        'label="a.vtt" default></video>'
    ) in made


def test_a_poster_says_how_large_the_player_is() -> None:
    """The still picture becomes the player's poster, and the player has the picture's size.

    The picture isn't also shown outside the player.
    """
    still = (
        '<p><a href="../../data/media/a.webm"><img alt="A" '
        'src="../../data/images/a-jpg-480x312.webp" /></a></p>\n'
    )
    made = complete(_recording(still + _line("a.webm")))
    assert "<img" not in made
    assert (
        '<video controls preload="none" src="../../data/media/a.webm" '
        'poster="../../data/images/a-jpg-480x312.webp" width="480" height="312" '
        'aria-label="a.webm"></video>'
    ) in made


def test_browsers_may_ask_for_a_part_of_a_file() -> None:
    """The preview parses ``Range`` headers, which browsers send to jump to a time."""
    asked = {
        "bytes=0-": range(10), "bytes=3-5": range(3, 6), "bytes=8-99": range(8, 10),
        "bytes=-4": range(6, 10), "bytes=-99": range(10), "": None, "bytes=-": None,
        "bytes=10-": None, "bytes=5-3": None, "bytes=0-1,3-4": None, "lines=1-2": None,
    }  # fmt: skip
    assert {header: byte_range(header, 10) for header in asked} == asked


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the example "newspaper", which has a recording; return the site's folder."""
    folder = project(tmp_path_factory.mktemp("town"), NEWSPAPER)
    result = run(folder)
    assert result.returncode == 0, result.stderr
    return folder / "site"


@pytest.mark.slow
def test_a_time_is_played_in_the_page(town: Path, browser: Browser) -> None:
    """The link at a claim's time plays the recording from this time, and focuses the player."""
    with served(town, PreviewState()) as address:
        visit = Visitor(browser, address)
        page = visit(TAPE)
        player = page.locator(".recording video")
        assert player.evaluate("one => [one.preload, one.readyState]") == ["none", 0]
        box = "one => [one.offsetTop, one.offsetWidth, one.offsetHeight]"
        before = player.evaluate(box)
        link = page.get_by_role("link", name="play")
        link.evaluate("one => { one.href = one.href.replace('#t=0,6', '#t=2,3'); }")
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.keyboard.press("Tab")  # so that the focus is visible; only then is a preview shown
        link.focus()
        page.wait_for_timeout(600)
        assert asked == []
        page.keyboard.press("Enter")
        page.wait_for_function("document.querySelector('.recording video').currentTime >= 2")
        assert player.evaluate("one => document.activeElement === one")
        assert player.evaluate(box) == before
        assert player.evaluate("one => one.textTracks[0].mode") == "showing"
        assert page.url.endswith(TAPE)
        visit.close()
        assert visit.complaints == []


@pytest.mark.slow
def test_what_is_left_without_scripts_and_on_paper(town: Path, browser: Browser) -> None:
    """Without JavaScript, a claim's time is a link to the recording, beginning at this time.

    In print, a caption replaces the player.
    """
    with served(town, PreviewState()) as address:
        visit = Visitor(browser, address)
        page = visit(TAPE, scripts=False, width=360)
        link = page.get_by_role("link", name="play")
        assert str(link.get_attribute("href")).endswith("data/media/lime-row-bell.wav#t=0,6")
        box = page.locator(".recording video").bounding_box()
        assert box
        assert box["width"] <= 360
        page.emulate_media(media="print")
        assert not page.locator(".recording video").is_visible()
        line = "The bell of the town hall (audio, WAV, 24 kB) · Captions Computed for this example"
        assert line in page.locator(".recording figcaption").inner_text()
        visit.close()
        assert visit.complaints == []
