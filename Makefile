# Two commands: `make run` and `make test`. Both set up all they need; `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ARGS ?=
PEERS := .venv-peers
TOOLS := .venv-tools
AEB ?= ../article-extraction-benchmark
STAMP := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help run test unit check setup secrets certificates compose-test browser bench-desk eval eval-aeb eval-dates eval-dossier eval-lineage eval-search faults walks soak bench bench-crawl fuzz audit sbom licences clean clean-data

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

run: $(STAMP) ## run everything on this machine; ARGS="--once --json" or ARGS=--live
	@$(BIN)/masar run $(ARGS)

test: $(STAMP) check ## check the code and run all tests, on a real Kafka and a real Elasticsearch
	$(BIN)/pytest -n $(if $(MASAR_TEST_KAFKA),0,2) --dist loadfile

unit: $(STAMP) ## run the tests that need no broker
	$(BIN)/pytest -m "not integration"

check: $(STAMP) ## ruff, mypy, import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

secrets: $(STAMP) ## make the passwords that docker-compose.yml asks for, where they are missing
	$(BIN)/python -m deploy.compose.secrets

certificates: $(STAMP) ## make the certificates that deploy/compose/tls.yml asks for, where they are missing
	$(BIN)/python -m deploy.compose.certificates

compose-test: $(STAMP) ## build the images and run docker-compose.yml with Podman (Debian, root, minutes); ARGS=--tls
	$(BIN)/python -m deploy.compose $(ARGS)

browser: $(STAMP) $(VENV)/.browser ## look at the reading room with Chromium, screenshots in build/browser; ARGS=--pictures for the docs' too
	@command -v chromium >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get install --yes --no-install-recommends chromium fonts-noto-core; } \
		|| { echo "make browser needs Chromium: apt-get install chromium fonts-noto-core"; exit 1; }
	$(BIN)/pytest tests/browser $(ARGS)

bench-desk: $(STAMP) ## the reading room's speed over 10,000 to 1,000,000 invented articles; ARGS="--sizes 10000"
	$(BIN)/python -m evaluation.desk $(ARGS)

eval: $(STAMP) $(PEERS)/.installed ## how pages are read, at what cost, beside the peers; AEB=/path of the benchmark's clone
	@$(BIN)/python -m evaluation.reading ../shared --peers $(PEERS)/bin/python --aeb "$(AEB)" $(ARGS)

eval-aeb: $(STAMP) $(PEERS)/.installed ## only F1 and speed on the article-extraction-benchmark, beside trafilatura-fast
	@$(BIN)/python -m evaluation.reading ../shared --peers $(PEERS)/bin/python --aeb "$(AEB)" --only aeb --quick $(ARGS)

eval-dates: $(STAMP) $(PEERS)/.installed ## only dates, beside dateparser and htmldate; ARGS=--list names what is not read
	@$(BIN)/python -m evaluation.dates ../shared/eval/dates.jsonl --peers $(PEERS)/bin/python $(ARGS)

eval-dossier: $(STAMP) ## relevance, phases, persons and claims against ../shared/articles
	$(BIN)/python -m evaluation.dossier ../shared $(ARGS)

eval-lineage: $(STAMP) $(PEERS)/.installed ## copies against ../shared/eval, beside datasketch and simhash
	$$(test -e $(PEERS)/.installed && echo $(PEERS) || echo $(VENV))/bin/python -m evaluation.lineage ../shared $(ARGS)

eval-search: $(STAMP) ## Arabic search against ../shared/eval, beside Elasticsearch's own analyzers
	$(BIN)/python -m evaluation.search ../shared $(ARGS)

faults: $(STAMP) ## kill, cut and poison everything while it runs: is anything lost? ARGS=--short for minutes
	$(BIN)/python -m evaluation.faults $(ARGS)

walks: $(STAMP) ## five faults from the alert to the cause, timed; ARGS="--only poison", ARGS=--page writes docs/runbooks/walks.md
	$(BIN)/python -m evaluation.walks $(ARGS)

soak: $(STAMP) ## the whole for an hour: does memory grow, is anything lost? ARGS=--short for five minutes
	$(BIN)/python -m evaluation.soak $(ARGS)

bench: $(STAMP) ## the whole under load: pages a second, processor by process, latency by step; ARGS=--short
	$(BIN)/python -m evaluation.throughput $(ARGS)

bench-crawl: $(STAMP) ## the crawler under load: pace, exactness, delay, speed, memory, traffic
	$(BIN)/python -m evaluation.crawl ../shared $(ARGS)

fuzz: $(STAMP) ## read pages made to break the parser; ARGS="--minutes 60", ARGS=--monsters for those that have names
	$(BIN)/python -m evaluation.fuzz $(ARGS)

# Without --strict what could not be looked up would count as clean.
audit: $(if $(ARGS),$(STAMP),$(TOOLS)/.installed) ## known vulnerabilities of the locked versions, as PyPI tells them; ARGS="--database CLONE" offline
	@if [ -n '$(ARGS)' ]; then exec $(BIN)/python -m deploy.supply $(ARGS); fi; for lock in run dev; do echo "masar: requirements/$$lock.txt"; \
		$(TOOLS)/bin/pip-audit --strict --progress-spinner off --require-hashes --disable-pip -r requirements/$$lock.txt || exit 1; done

sbom: $(TOOLS)/.installed ## what the image's Python packages are, CycloneDX, into build/sbom.cdx.json
	@mkdir -p build
	@$(TOOLS)/bin/cyclonedx-py requirements requirements/run.txt --pyproject pyproject.toml --output-reproducible --of JSON -o build/sbom.cdx.json
	@echo "masar: build/sbom.cdx.json"

licences: $(TOOLS)/.installed ## write docs/licences.md: the licence of every package that the image holds
	@{ printf '# Licences\n\nOf the packages in requirements/run.txt, as they state them themselves; `make licences` writes this page.\n\n'; \
		$(TOOLS)/bin/pip-licenses --from=mixed --format=markdown --order=name \
			--packages $$(sed -n 's/^\([A-Za-z0-9._-]*\)==.*/\1/p' requirements/run.txt); } > docs/licences.md

setup: $(STAMP) ## only set up the virtual environment

$(STAMP): requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Masar needs Python 3.11 or newer, this is " + sys.version.split()[0] + ": install it, or name one with PYTHON=/path/to/python3")'
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Masar needs Python's venv module: on Debian, apt-get install python3-venv"; exit 1; }
	@echo "masar: setting up $(VENV) from requirements/dev.txt"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(STAMP)

$(VENV)/.browser: requirements/browser.txt $(STAMP)
	@echo "masar: adding what the browser tests need to $(VENV)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/browser.txt
	@touch $@

# Without the peers ours is measured all the same, and each that is missing is named.
$(PEERS)/.installed: requirements/peers.txt
	@echo "masar: setting up $(PEERS) from requirements/peers.txt, the libraries to compare with"
	@$(PYTHON) -m venv $(PEERS)
	@$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/peers.txt \
		&& touch $@ || echo "masar: the peers could not be installed; ours is measured without them"

$(TOOLS)/.installed: requirements/tools.txt
	@echo "masar: setting up $(TOOLS) from requirements/tools.txt"
	@$(PYTHON) -m venv $(TOOLS)
	@$(TOOLS)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/tools.txt
	@touch $@

clean-data: ## remove what `make run` keeps: topics, indexes, logs
	rm -rf .masar "$$($(PYTHON) -c 'from pathlib import Path; from deploy.local.folders import data_folder; print(data_folder(Path()))')"

clean: clean-data ## remove the virtual environment too; downloads stay in the user's cache
	rm -rf $(VENV) $(PEERS) $(TOOLS) .mypy_cache .ruff_cache .pytest_cache .hypothesis build *.egg-info
