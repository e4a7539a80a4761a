"""The report of the test coverage of each package."""

from .covered import lines


def test_coverage_is_told_for_each_package() -> None:
    """Covered lines and branches are added up for each package, from any working folder."""

    def file(run: int, there: int, branches_run: int, branches: int) -> dict[str, dict[str, int]]:
        return {
            "summary": {
                "covered_lines": run, "num_statements": there,
                "covered_branches": branches_run, "num_branches": branches,
            }
        }  # fmt: skip

    report = {
        "files": {
            "sourcebook/text.py": file(3, 4, 0, 0),
            "/elsewhere/sourcebook/drawing/maps.py": file(1000, 1000, 10, 20),
            "sourcebook\\drawing\\svg.py": file(0, 980, 0, 0),
            "sourcebook/theme/__init__.py": file(0, 0, 0, 0),
        }
    }
    assert list(lines(report)) == [
        "drawing       50.5 %   1,010 of  2,000 lines and branches",
        "text          75.0 %       3 of      4 lines and branches",
        "all           50.5 %   1,013 of  2,004 lines and branches",
    ]
