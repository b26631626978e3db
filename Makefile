# `make book` builds the report, `make test` tests it, `make tidy` puts the data in order, `make check` looks for faults without a build. No other set-up is needed.
PYTHON ?= python3
BIN = .venv/bin

book: .venv/ready
	$(BIN)/jupyter-book build .

test: .venv/ready
	$(BIN)/python -m pytest

tidy: .venv/ready
	$(BIN)/python -m report tidy

check: .venv/ready
	$(BIN)/python -m report check

# Zips, PDFs, the link-free edition and their checksums; paragraph numbers are kept from then on. Needs a publisher in data/edition.yml, or REHEARSAL=--rehearsal.
release: book
	$(BIN)/python -m report.release $(REHEARSAL)
	$(if $(REHEARSAL),,$(BIN)/python -m report.paragraph_list)

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

.PHONY: book test tidy check release lock
