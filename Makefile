# make site    builds docs/ and site/ from sources/
# make test    runs the whole test suite
# make quick   runs the tests that are done at once: no browser, no site, none marked as slow
# Each sets up first what it needs, from the locked requirements, if that hasn't happened.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: site check test quick static style types layers lint messages coverage fuzz kills \
	mutants bench lighthouse successors audit release lock clean

site: $(VENV)/site.done
	@$(BIN)/python build_site.py build

check: $(VENV)/site.done
	@$(BIN)/python build_site.py check

test: $(VENV)/test.done
	@$(BIN)/python -m tests.setting_up
	@$(BIN)/python -m pytest -n auto

quick: $(VENV)/test.done
	@SOURCEBOOK_QUICK=1 $(BIN)/python -m tests.setting_up
	@SOURCEBOOK_QUICK=1 $(BIN)/python -m pytest -n auto -m "not slow"

# All that is looked at without running it.
static: style types layers lint

style: $(VENV)/test.done
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

# The package's types as they are on Windows and macOS, too.
PACKAGE := sourcebook build_site.py
types: $(VENV)/test.done
	@$(BIN)/mypy
	@$(BIN)/mypy --platform win32 --cache-dir .mypy_cache/win32 $(PACKAGE)
	@$(BIN)/mypy --platform darwin --cache-dir .mypy_cache/darwin $(PACKAGE)

layers: $(VENV)/test.done
	@$(BIN)/lint-imports

# HTML templates, Markdown templates, then scripts and style sheets: npm fetches the linter of
# these, and where it can't, a line says so.
lint: $(VENV)/test.done
	@$(BIN)/djlint --quiet --lint sourcebook/theme
	@$(BIN)/djlint --quiet --lint -e j2 sourcebook/pages
	@$(BIN)/python -m tests.linting

# Collects what the site and its commands say, for translators: sourcebook/locale/sourcebook.pot.
messages: $(VENV)/test.done
	@$(BIN)/python -m tests.collecting_messages

# How much of each package the tests run. TESTS=tests/test_dates.py: some of them alone;
# SOURCEBOOK_QUICK=1: those of make quick.
TESTS ?=
coverage: $(VENV)/test.done
	@rm -rf .cache/coverage
	@mkdir -p .cache/coverage
	@$(BIN)/python -m tests.setting_up
	@$(BIN)/coverage run -m pytest -n auto $(TESTS)
	@# A process that a test kills leaves half a file; which, is said there.
	@$(BIN)/coverage combine --quiet 2>.cache/coverage/combine.txt
	@$(BIN)/coverage json --quiet
	@$(BIN)/python -m tests.covered

# Kills builds at KILLS moments, and looks whether anything is damaged by it: some 5 s a kill.
KILLS ?= 300
kills: $(VENV)/test.done
	@$(BIN)/python -m tests.killing $(KILLS) $(SEED)

# Damages files in many ways for SECONDS, and sees that each ends in pages or in problems. Inputs
# that something is wrong with are kept: make fuzz REPLAY=FILE tries one again. SEED=2: other ones.
SECONDS ?= 600
SEED ?= 1
REPLAY ?=
fuzz: $(VENV)/test.done
	@$(BIN)/python -m tests.fuzzing --seconds $(SECONDS) --seed $(SEED) $(REPLAY)

# Makes MUTANTS small changes to the code, drawn by SEED, and lists those that no test of
# make quick notices: some seconds a change. Advisory; what changes nothing is listed too.
MUTANTS ?= 300
mutants: $(VENV)/test.done
	@SOURCEBOOK_QUICK=1 $(BIN)/python -m tests.mutants $(MUTANTS) $(SEED)

# Publishes corpora of up to 30,000 pages many times over: takes hours, and writes
# benchmarks/RESULTS.md.
bench: $(VENV)/test.done $(VENV)-benchmarks/done
	@$(BIN)/python -m benchmarks.stages
	@$(BIN)/python -m benchmarks.analyses
	@$(BIN)/python -m benchmarks.weights
	@$(BIN)/python -m benchmarks.layers --write
	@$(BIN)/python -m benchmarks.loop --others --write

# Other programs to measure beside ours. Where they can't be installed, the results say why.
$(VENV)-benchmarks/done: requirements-benchmarks.txt
	@$(PYTHON) -m venv $(VENV)-benchmarks
	@$(VENV)-benchmarks/bin/python -m pip install --quiet --disable-pip-version-check \
		--require-hashes -r requirements-benchmarks.txt 2>$(VENV)-benchmarks/why-not.txt \
		&& touch $@ || true

# Needs npm, which fetches Lighthouse, and Chromium.
lighthouse: site $(VENV)/test.done
	@$(BIN)/python -m benchmarks.lighthouse

# The same docs/ built by what may take over from MkDocs one day; reported, not required.
successors:
	@$(PYTHON) -m venv $(VENV)-successors
	@$(VENV)-successors/bin/python -m pip install --quiet --disable-pip-version-check \
		--require-hashes -r requirements-successors.txt
	@sh tests/successors.sh $(VENV)-successors/bin

# Known vulnerabilities of what is locked, by the advisories that PyPI has. Without a network, or
# where a registry has none, it says so and no more.
audit: $(VENV)-audit/done
	@$(VENV)-audit/bin/pip-audit --disable-pip --require-hashes --progress-spinner off \
		-r requirements.txt -r requirements-dev.txt >$(VENV)-audit/said.txt 2>&1; found=$$?; \
		tail -30 $(VENV)-audit/said.txt; \
		if grep -q "known vulnerabilit.* in " $(VENV)-audit/said.txt; then exit $$found; \
		elif [ $$found -ne 0 ] || grep -q "could not be audited" $(VENV)-audit/said.txt; then \
		echo "advisory: not all that is locked could be looked up"; fi

$(VENV)-audit/done: requirements-audit.txt
	@$(PYTHON) -m venv $(VENV)-audit
	@$(VENV)-audit/bin/python -m pip install --quiet --disable-pip-version-check \
		--require-hashes -r requirements-audit.txt
	@touch $@

# Makes the wheel and the source distribution of what is committed, in dist/, and tries them: a
# new environment, a new project, a build. Uploads nothing.
release: $(VENV)-release/done
	@$(VENV)-release/bin/python tests/releasing.py

$(VENV)-release/done: requirements-release.txt
	@$(PYTHON) -m venv $(VENV)-release
	@$(VENV)-release/bin/python -m pip install --quiet --disable-pip-version-check \
		--require-hashes -r requirements-release.txt
	@touch $@

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Sourcebook needs Python 3.11 or newer; say which: make site PYTHON=python3.12" >&2; exit 2; }
	@echo "Making $(VENV) ..."
	@$(PYTHON) -m venv $(VENV) || \
		{ echo "This Python can't make a virtual environment; on Debian: apt install python3-venv" >&2; exit 2; }

$(VENV)/site.done: requirements.txt | $(BIN)/python
	@echo "Installing what requirements.txt locks ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/test.done: requirements-dev.txt $(VENV)/site.done
	@echo "Installing what requirements-dev.txt locks ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

# After a change of dependencies in pyproject.toml. Needs uv.
LOCK := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --quiet
LOCK_SUCCESSORS := uv pip compile requirements-successors.in --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-header --quiet \
	--output-file requirements-successors.txt
LOCK_BENCHMARKS := uv pip compile requirements-benchmarks.in --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-header --quiet \
	--output-file requirements-benchmarks.txt
LOCK_AUDIT := uv pip compile requirements-audit.in --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-header --quiet \
	--output-file requirements-audit.txt
LOCK_RELEASE := uv pip compile requirements-release.in --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-header --quiet \
	--output-file requirements-release.txt
lock:
	$(LOCK) --output-file requirements.txt
	$(LOCK) --extra dev --constraint requirements.txt --output-file requirements-dev.txt
	$(LOCK_SUCCESSORS)
	$(LOCK_BENCHMARKS)
	$(LOCK_AUDIT)
	$(LOCK_RELEASE)

# The documentation for users, as a site in documentation/site/.
.PHONY: documentation
documentation: $(VENV)/site.done
	@NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --quiet --strict \
		--config-file documentation/mkdocs.yml
	@echo "documentation/site/ is built; look at it through any web server."

clean:
	rm -rf $(VENV) $(VENV)-audit $(VENV)-benchmarks $(VENV)-release $(VENV)-successors site \
		documentation/site dist .cache
