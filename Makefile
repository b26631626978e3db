# `make book` builds the report, `make test` tests it, `make check` looks for faults without a build, `make tidy` puts data and citation in order. No other set-up is needed.
PYTHON ?= python3
BIN = .venv/bin

book: .venv/ready
	$(BIN)/jupyter-book build .

test: .venv/ready
	$(BIN)/python -m pytest

tidy: .venv/ready
	$(BIN)/python -m report tidy
	$(BIN)/python -m report.citations

check: .venv/ready
	$(BIN)/python -m report check

# Made in a clone of the last commit, into _build/release/: zips, PDFs, the edition without links, and their sums. Keeps what was published in data/. Needs a publisher in data/edition.yml, or REHEARSAL=--rehearsal.
release: .venv/ready
	$(BIN)/python -m report.release $(REHEARSAL)

# Makes the same release and compares it with the published list SUMS.
verify: .venv/ready
	$(BIN)/python -m report.release --rehearsal
	$(BIN)/python -m report.verify $(SUMS)

# Open a chapter as a notebook in JupyterLab: `make notebook CHAPTER=torture`.
CHAPTER = convictions
notebook: .venv/editing
	PYTHONPATH=$(CURDIR) $(BIN)/jupyter lab --notebook-dir=. chapters/$(CHAPTER).md

# Build again whenever a file is saved, and show the pages at http://127.0.0.1:8000. Leaves _build/html alone.
watch: .venv/editing
	$(BIN)/jupyter-book config sphinx .
	$(BIN)/sphinx-autobuild . _build/watch/html -d _build/watch/.doctrees --ignore "$(CURDIR)/_build/*" \
		--ignore "$(CURDIR)/.venv/*" --ignore "$(CURDIR)/.git/*" --re-ignore "__pycache__|ipynb_checkpoints"

# Only for changing the packages used: turns requirements.in into the full lock.
lock: .venv/ready
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --fork-strategy fewest --python-version 3.11 --generate-hashes \
		--no-header --no-emit-index-url requirements.in --output-file requirements.txt

.venv/ready: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(None if (3, 11) <= sys.version_info[:2] <= (3, 13) else "This project needs Python 3.11, 3.12 or 3.13; this is " + sys.version.split()[0] + ". Name another one: make PYTHON=python3.12 book")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	touch .venv/ready

.venv/editing: requirements-editing.txt .venv/ready
	$(BIN)/python -m pip install --quiet -r requirements-editing.txt
	JUPYTER_CONFIG_DIR=.venv/etc/jupyter $(BIN)/jupytext-config set-default-viewer markdown
	touch .venv/editing

.PHONY: book test tidy check release verify notebook watch lock
