# Calls only; the logic is in kzbook. `make` publishes, `make test` tests.
PYTHON ?= python3
BIN := .venv/bin
LANG_WANTED = $(filter en ru kk,$(LANG))

.PHONY: publish print setup test soak check html pdf epub pseudo latin preview links bib bench update status clean

publish: setup
	@$(BIN)/kzbook publish

print: setup
	@$(BIN)/kzbook publish --print

setup: .venv/made-from.lock

.venv/made-from.lock: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("kzbook needs Python 3.11 or newer; this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv module is missing: install it (Debian and Ubuntu: apt install python3-venv) and run make again." >&2; exit 1; }
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
# Python reads .pth files in the encoding of the locale: only a relative path is safe when
# the folder's name has other letters than ASCII.
	@cd .venv/lib/python3*/site-packages && echo ../../../../src > _editable_impl_kzbook.pth
	@cp requirements.lock $@

test: setup
	@$(BIN)/python -m pytest -q -n auto --dist loadfile

# The long counts of what `make test` samples.
soak: setup
	@KZBOOK_EXAMPLES=2000 $(BIN)/python -m pytest -q tests/formats/typst/test_doctrees.py tests/languages/test_number_mutations.py
	@KZBOOK_EXAMPLES=10000 $(BIN)/python -m pytest -q -n auto tests/languages/test_untrusted.py

check: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/kzbook check

html pdf epub: setup
	@$(BIN)/kzbook build $(if $(LANG_WANTED),$(LANG_WANTED)-$@,en-$@ ru-$@ kk-$@)

# `make preview LANG=kk`; with REVIEW=1 it begins with source and translation side by side.
preview: setup
	@$(BIN)/kzbook preview $(or $(LANG_WANTED),$(error name the language: make preview LANG=kk)) $(if $(REVIEW),--review) $(if $(PORT),--port $(PORT))

links: setup
	@$(BIN)/kzbook links

# Every word that a translator can reach is marked; words that none can are errors.
pseudo: setup
	@$(BIN)/kzbook build pseudo-html pseudo-pdf pseudo-epub

# An experiment, never published: the Kazakh edition in Latin letters.
latin: setup
	@$(BIN)/kzbook build kk-Latn-html kk-Latn-pdf kk-Latn-epub

bib: setup
	@$(BIN)/kzbook bib

# Measures kzbook beside other tools, on this machine.
bench: setup
	@$(BIN)/kzbook bench

update: setup
	@$(BIN)/kzbook catalogs update
	@$(BIN)/python -m kzbook.languages.own_words

status: setup
	@$(BIN)/kzbook catalogs status

clean:
	@rm -rf dist build .dist-* .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .venv/var/kzbook
	@find src tests docs -name __pycache__ -type d -prune -exec rm -rf {} +
