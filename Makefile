# Each command installs what it needs into .venv the first time; later it needs no network.
# `make run PORT=8001` serves elsewhere; `PYTHON=python3.13 make run` chooses the Python that .venv is made with.

PORT ?= 8000
export PORT
python := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help run test lint format soak audit constraints messages bench install install-test clean

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

run: install ## Serve the archive on http://127.0.0.1:8000 (PORT=… elsewhere)
	@$(python) -m scripts.run

# One process runs all tests of a file, so that what a file sets up is set up once.
test: install-test ## Run the tests on SQLite and on PostgreSQL (about half an hour on two cores)
	$(python) -m pytest -n 2 --dist loadfile --no-loadscope-reorder
	$(python) -m tests.postgres $(python) -m pytest -n 2 --dist loadfile --no-loadscope-reorder -m "database and not browser"

lint: install-test ## Check style, types and migrations
	$(python) -m ruff check .
	$(python) -m ruff format --check .
	$(python) -m mypy .
	$(python) manage.py makemigrations --check --dry-run

format: install-test ## Put the code into the project's style
	$(python) -m ruff check --fix .
	$(python) -m ruff format .

soak: install-test ## Try faults: kills, full disks, damage, storms (ONLY=logins,kills for parts)
	@$(python) -m scripts.soak

audit: install-test ## Tell which of the tested packages have known faults (asks an index of them)
	@$(python) -m scripts.audit

constraints: install-test
	@$(python) -m scripts.constraints

messages: install ## Bring the translations in locale/ up to what the archive says
	@$(python) -m scripts.messages

bench: ## Measure quality and speed (learns the reader anew for each fold: hours)
	@sh scripts/install.sh test training
	@for file in $$(grep -l __main__ benchmarks/*.py); do $(python) -m benchmarks.$$(basename $$file .py) || exit 1; done

clean: ## Remove what was built; the archive's data stays
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis staticfiles build *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

install:
	@sh scripts/install.sh

install-test:
	@sh scripts/install.sh test
