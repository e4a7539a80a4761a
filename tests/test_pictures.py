"""Pictures: the data of a picture's file that is published, and the data that isn't."""

import shutil
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from sourcebook import stages
from sourcebook.exports import pictures as resizing
from sourcebook.exports.pictures import resized
from sourcebook.project import SOURCES, Built, open_cache
from sourcebook.publishing.pictures import complete
from sourcebook.reading import pictures as reading
from sourcebook.reading.folder import read
from sourcebook.reading.pictures import read_picture
from sourcebook.records.pictures import LARGE, SMALL, Picture
from sourcebook.writing import Cache

from .corpora import PASSAGES
from .picturing import SECRET, encoded, quay

KINDS = ("JPEG", "PNG", "WEBP")
MODES = ("1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16")
PATH = "sources/images/quay.jpg"


def _picture(data: bytes, path: str = PATH) -> Picture:
    (found,) = read_picture(data, path).pictures
    return found


@given(st.sampled_from(KINDS), st.integers(1, 8), st.integers(1, 2000), st.integers(1, 1200))
@settings(deadline=None, max_examples=25)
def test_nothing_of_the_metadata_survives(
    kind: str, orientation: int, width: int, height: int
) -> None:
    """Published pictures have no metadata, so they don't reveal place, camera or owner."""
    data = encoded(quay(width, height), kind, orientation)
    assert SECRET in data
    picture = _picture(data)
    for (path, content), size in zip(resized(data, picture), resizing.sizes(picture), strict=True):
        assert path == size.path
        assert SECRET not in content
        with Image.open(BytesIO(content)) as image:
            assert image.format == "WEBP"
            assert not image.getexif()
            assert not image.info.keys() & {"exif", "xmp", "icc_profile", "comment"}
            assert image.size == (size.width, size.height)
            assert size.width <= LARGE


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_stands_upright(orientation: int) -> None:
    """Photographs are rotated as their metadata says."""
    upright = quay(320, 210)
    turns = Image.Transpose
    undo = {
        2: turns.FLIP_LEFT_RIGHT, 3: turns.ROTATE_180, 4: turns.FLIP_TOP_BOTTOM,
        5: turns.TRANSPOSE, 6: turns.ROTATE_90, 7: turns.TRANSVERSE, 8: turns.ROTATE_270,
    }  # fmt: skip
    stored = upright.transpose(undo[orientation]) if orientation in undo else upright
    data = encoded(stored, "PNG", orientation)
    picture = _picture(data)
    assert (picture.width, picture.height) == (320, 210)
    with Image.open(BytesIO(resized(data, picture)[0][1])) as image:
        assert image.convert("RGB").tobytes() == upright.tobytes()


@pytest.mark.parametrize("mode", MODES)
def test_pictures_of_every_mode_are_shown(mode: str) -> None:
    """Pictures of every mode, such as grey, bilevel and CMYK, are converted correctly."""
    drawings = {"I;16": Image.new("I;16", (64, 42), 0x8000), "P": quay(64, 42).quantize(8)}
    image = drawings.get(mode) or quay(64, 42).convert(mode)
    out = BytesIO()
    image.save(out, "JPEG" if mode == "CMYK" else "PNG")
    ((_path, content),) = resized(out.getvalue(), _picture(out.getvalue()))
    with Image.open(BytesIO(content)) as made, quay(64, 42) as drawn:
        if mode == "I;16":
            assert made.convert("L").getextrema() == pytest.approx((128, 128), abs=2)
        elif mode != "1":
            expected = drawn.convert("L").getpixel((2, 2))
            assert made.convert("L").getpixel((2, 2)) == pytest.approx(expected, abs=12)


def test_what_is_transparent_stays_so() -> None:
    """Transparent pixels stay transparent, so that dark mode works."""
    image = Image.new("RGBA", (64, 42), (0, 0, 0, 0))
    image.paste((200, 0, 0, 255), (0, 0, 10, 10))
    out = BytesIO()
    image.save(out, "PNG")
    ((_path, content),) = resized(out.getvalue(), _picture(out.getvalue()))
    with Image.open(BytesIO(content)) as made:
        assert made.mode == "RGBA"
        assert made.getpixel((60, 40))[3] == 0  # type: ignore[index]


def _with_profile(image: Image.Image, profile: bytes) -> Image.Image:
    out = BytesIO()
    image.save(out, "PNG", icc_profile=profile)
    ((_path, content),) = resized(out.getvalue(), _picture(out.getvalue()))
    with Image.open(BytesIO(content)) as made:
        return made.convert("RGB")


def test_colours_of_a_profile_are_converted() -> None:
    """Colours are converted by the picture's profile, which isn't published."""
    known = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = known.replace(b"rXYZ", b"----").replace(b"bXYZ", b"rXYZ").replace(b"----", b"bXYZ")
    red, blue = (Image.new("RGB", (8, 8), name) for name in ("red", "blue"))
    assert _with_profile(red, known).tobytes() == red.tobytes()
    found = _with_profile(red, swapped).getpixel((4, 4))
    assert found == pytest.approx(blue.getpixel((4, 4)), abs=8)


def test_a_profile_that_does_not_fit_is_ignored() -> None:
    """If a picture's colour profile is invalid, the profile is ignored."""
    drawn = quay(64, 42)
    other = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    for profile in (other, b"no profile"):
        assert _with_profile(drawn, profile).tobytes() == drawn.tobytes()


@given(st.sampled_from(KINDS), st.data())
@settings(deadline=None, max_examples=60)
def test_a_damaged_picture_is_a_problem(kind: str, data: st.DataObject) -> None:
    """A damaged picture gives a problem, or is accepted and can be resized."""
    content = bytearray(encoded(quay(64, 42), kind))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    damaged = bytes(content[: data.draw(st.integers(0, len(content)))])
    records = read_picture(damaged, PATH)
    assert len(records.pictures) + len(records.problems) == 1
    for picture in records.pictures:
        assert resized(damaged, picture)


def test_a_huge_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A huge file with the name of a picture isn't read into memory."""
    monkeypatch.setattr(reading, "MAX_BYTES", 2_000_000)
    (tmp_path / "images").mkdir()
    with (tmp_path / "images" / "film.jpg").open("wb") as file:
        file.truncate(2_000_001)
    (problem,) = read(tmp_path).problems
    assert (problem.code, str(problem.mark.path)) == ("huge-picture", "sources/images/film.jpg")
    assert problem.message == "this picture is too large; at most 2 MB"


@pytest.mark.parametrize(
    ("given", "small", "large"),
    [
        ((300, 200), (300, 200), (300, 200)),
        ((SMALL, 960), (480, 960), (480, 960)),
        ((1000, 500), (480, 240), (1000, 500)),
        ((LARGE, 3200), (480, 960), (1600, 3200)),
        ((2000, 1000), (480, 240), (1600, 800)),
        ((600, 6000), (96, 960), (320, 3200)),
        ((10_000, 1), (480, 1), (1600, 1)),
        ((1, 10_000), (1, 960), (1, 3200)),
    ],
)
def test_a_picture_fits_the_page(
    given: tuple[int, int], small: tuple[int, int], large: tuple[int, int]
) -> None:
    """Each picture has a small and a large version, within limits of width and height.

    A picture that exceeds the limits is reduced in proportion; other pictures keep their size.
    """
    picture = Picture(PATH, "", *given)
    assert (picture.small.width, picture.small.height) == small
    assert (picture.large.width, picture.large.height) == large


def test_names_of_pictures_never_meet() -> None:
    """Pictures whose file names differ only in a dot, space or capital have different addresses."""
    names = ("a b.jpg", "a-b.jpg", "A-B.jpg", "a.b.jpg", "a-b.png", "å.jpg", "ä.jpg", "a--b.jpg")
    paths = {Picture(f"sources/images/{name}", "", 10, 10).small.path for name in names}
    assert len(paths) == len(names)
    assert all(path.isascii() and path == path.lower() and " " not in path for path in paths)


def _build(project: Path) -> Built:
    cache = open_cache(project)
    built = stages.pages(project, cache, workers=1)
    cache.flush()
    assert not built.problems
    return built


def test_a_picture_is_resized_only_when_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A picture is resized again only if its file has changed or its resized versions are missing.

    New resized versions replace the old ones.
    """
    shutil.copytree(PASSAGES / SOURCES, tmp_path / SOURCES)
    made: list[str] = []

    def noted(data: bytes, picture: Picture) -> list[tuple[str, bytes]]:
        made.append(picture.name)
        return resized(data, picture)

    monkeypatch.setattr(resizing, "resized", noted)
    _build(tmp_path)
    assert made == ["Plan of the quay.PNG", "north-quay-1911.jpg"]
    folder = tmp_path / "docs" / "data" / "images"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    made.clear()
    about = tmp_path / "sources" / "pages" / "about.md"
    about.write_text(about.read_text("utf-8") + "\nOne more line.\n", "utf-8")
    _build(tmp_path)
    assert made == []
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    picture = tmp_path / "sources" / "images" / "north-quay-1911.jpg"
    picture.write_bytes(encoded(quay(300, 200), "JPEG"))
    _build(tmp_path)
    assert made == ["north-quay-1911.jpg"]
    names = {path.name for path in folder.iterdir()}
    assert {name for name in names if "1911" in name} == {"north-quay-1911-jpg-300x200.webp"}
    page = tmp_path / "docs" / "sources" / "north-quay-photograph-1911.md"
    assert "north-quay-1911-jpg-300x200.webp)](" in page.read_text("utf-8")
    made.clear()
    shutil.rmtree(folder)
    _build(tmp_path)
    assert sorted(made) == ["Plan of the quay.PNG", "north-quay-1911.jpg"]
    assert {path.name for path in folder.iterdir()} == names


def test_a_picture_that_changes_meanwhile_is_not_published(tmp_path: Path) -> None:
    """A picture that was changed after the check isn't published."""
    shutil.copytree(PASSAGES / SOURCES, tmp_path / SOURCES)
    checked = stages.check(tmp_path)
    (tmp_path / "sources" / "images" / "north-quay-1911.jpg").write_bytes(b"another")
    with pytest.raises(OSError, match="has changed while it was read; build again"):
        stages.write_docs(tmp_path, checked, Cache(tmp_path / ".cache", b"key"), dict, 1)
    assert not (tmp_path / "docs").exists()


def test_a_page_says_how_large_its_pictures_are() -> None:
    """On pages, pictures have a width and a height.

    If there is a larger file, sharp screens can load it instead.
    """
    small, large = "../../data/images/a-jpg-480x315.webp", "../../data/images/a-jpg-640x420.webp"
    assert complete(
        f'<p><a href="{large}"><img src="{small}" alt="A &quot;quay&quot;" /></a></p>'
    ) == (
        f'<p><a href="{large}"><img src="{small}" srcset="{small} 480w, {large} 640w" '
        f'sizes="(max-width: 480px) 100vw, 480px" width="480" height="315" loading="lazy" '
        f'decoding="async" alt="A &quot;quay&quot;"></a></p>'
    )
    only = "data/images/a-jpg-64x42.webp"
    for img in (f'<img alt="A" src="{only}" />', f'<img src="{only}" alt="A">'):
        assert complete(f'<a href="{only}">{img}</a>') == (
            f'<a href="{only}"><img src="{only}" width="64" height="42" loading="lazy" '
            f'decoding="async" alt="A"></a>'
        )


def test_the_same_picture_gives_the_same_bytes() -> None:
    """Resizing the same picture gives the same bytes."""
    data = encoded(quay(SMALL * 2, SMALL), "JPEG")
    assert resized(data, _picture(data)) == resized(data, _picture(data))


def test_a_draft_needs_its_pictures_too(tmp_path: Path) -> None:
    """The preview of a draft shows the draft's pictures."""
    shutil.copytree(PASSAGES / SOURCES, tmp_path / SOURCES)
    draft = tmp_path / "sources" / "events" / "draft.yml"
    written = (
        "quay-painted:\n  title: The quay is painted\n  kind: other\n  images:\n"
        "    - {file: NAME, alt: The quay, credit: County archive, licence: CC0 1.0}\n"
    )
    draft.write_text(written.replace("NAME", "north-quay-1912.jpg"), "utf-8")
    codes = {problem.code for problem in stages.check(tmp_path).problems}
    assert codes == {"unknown-picture", "event-without-claim"}
    draft.write_text(written.replace("NAME", "north-quay-1911.jpg"), "utf-8")
    cache = open_cache(tmp_path)
    problems = stages.pages(tmp_path, cache, workers=1).problems
    assert [problem.code for problem in problems] == ["event-without-claim"]
    drafts = stages.draft_pages(tmp_path, cache, problems, 1)
    assert "north-quay-1911-jpg-480x312.webp" in drafts.pages["events/quay-painted.md"]
    assert drafts.files == {}
    # A picture that only a draft uses isn't in docs/, so the preview makes its own copy.
    (tmp_path / "sources" / "images" / "painting.png").write_bytes(encoded(quay(64, 42), "PNG"))
    draft.write_text(written.replace("NAME", "painting.png"), "utf-8")
    problems = stages.pages(tmp_path, cache, workers=1).problems
    assert not list((tmp_path / "docs" / "data" / "images").glob("painting*"))
    assert list(stages.draft_pages(tmp_path, cache, problems, 1).files) == [
        "data/images/painting-png-64x42.webp"
    ]
