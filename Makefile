# `make run` does the main job, `make test` passes the tests; each installs what it needs and is missing.

SHELL := /bin/bash
RELEASE := .build/release
DEBUG := .build/debug
STORE ?= run/region.cvnt

.PHONY: run test test-all mutants bench check format packages docs fuzz torture

# Debian packages: SQLite, line editing, and Python for the second verifier. Where they may not be installed, one line says what to type.
packages:
	@missing=""; for p in libsqlite3-dev libedit-dev python3; do dpkg -s $$p >/dev/null 2>&1 || missing="$$missing $$p"; done; \
	if [ -n "$$missing" ]; then \
	  if [ "$$(id -u)" = 0 ]; then \
	    apt-get install -y -q $$missing >/dev/null 2>&1 || { apt-get update -q >/dev/null && apt-get install -y -q $$missing >/dev/null; }; \
	  else echo "type: sudo apt-get install -y$$missing"; exit 1; fi; \
	fi

# The main job: a region in the middle of its life, and what to type next. Built as the tests are, so that both build once.
run: packages
	swift build --product convenant
	@mkdir -p $$(dirname $(STORE)) && rm -f $(STORE) $(STORE)-wal $(STORE)-shm $(STORE).key
	@$(DEBUG)/convenant run docs/examples/region.cvn --store $(STORE) > run/region.log || { tail -20 run/region.log; exit 1; }
	@echo "played       docs/examples/region.cvn into $(STORE) (what it said: run/region.log); it is 2 April 2031"
	@echo; echo "contracts    the window to extend slt-west is open until its notice date"
	@$(DEBUG)/convenant list contract show party.title, end, notice date, options left --store $(STORE)
	@echo; echo "work         what must be done this month"
	@$(DEBUG)/convenant work until 2031-04-30 --store $(STORE)
	@echo; echo "risks        over the appetite"
	@$(DEBUG)/convenant list risk where 'state = "over appetite"' show title, weighs, over since --store $(STORE)
	@echo; echo "type next    $(DEBUG)/convenant repl --store $(STORE)"
	@echo "             and there:  why extend slt-west as anna@breda"
	@echo "                         as femke@kompas: attach docs/examples/documents/results-of-accountability-2030.md to slt-west-op-2031-04-08-input-4"
	@echo "                         go to 2031-04-08"
	@echo "             the first ten minutes: docs/tutorial.md"

test: packages
	swift build --build-tests
	swift test --skip-build

# All tests that CI runs: `make test`, then all trials of faults and all transcripts on the release binary.
test-all: test
	swift build -c release --product convenant
	BUILT=$(CURDIR)/$(RELEASE) FAULTS=$(CURDIR)/$(DEBUG) TORTURE=1 swift test --skip-build --filter 'FaultTests|Transcripts'

# Small changes of meaning, each of which some test must notice: SEED and COUNT choose them; the same call goes on where it stopped.
SEED ?= 1
COUNT ?= 60
mutants: packages
	python3 Tests/mutants.py --seed $(SEED) --count $(COUNT)

# The workloads that other engines run too lie in a folder beside the project; without it they are left out, with a word.
WORKLOADS ?= ../shared/bench
# How long the long journal is.
ENTRIES ?= 200000

bench: packages
	swift build -c release --product benchmarks
	$(RELEASE)/benchmarks all
	$(RELEASE)/benchmarks journal --entries $(ENTRIES)
	$(RELEASE)/benchmarks region
	$(RELEASE)/benchmarks views
	@for w in kernel expressions hash durable; do \
	  if [ -f $(WORKLOADS)/$$w.json ]; then echo "$$w:"; \
	    $(RELEASE)/benchmarks $$w --include $(WORKLOADS) < $(WORKLOADS)/$$w.json; \
	  else echo "$$w: left out, there is no $(WORKLOADS)/$$w.json (WORKLOADS=FOLDER)"; fi; done

# The made parts of the pages: the functions, the commands, the modules, the field, and the answers in conversations.
docs:
	swift build --build-tests
	sed -i '/^### /,$$d' docs/reference/feel.md
	$(DEBUG)/convenant feel --reference >> docs/reference/feel.md
	WRITE_DOCS=1 swift test --skip-build --filter 'ThePages|WhatIsMade'

# Random expressions, patterns and JSON for SECONDS of CPU; inputs that found something new are kept in .build/corpus, beside those of the corpus.
SECONDS ?= 600
fuzz: packages
	FUZZ=1 swift build -c release --product fuzz --scratch-path .build/fuzz
	@mkdir -p .build/corpus && tar xzf Tests/Fuzz/corpus.tar.gz -C .build/corpus
	SWIFT_BACKTRACE=enable=no .build/fuzz/release/fuzz -max_total_time=$(SECONDS) -timeout=10 -rss_limit_mb=2048 -max_len=512 \
	  -dict=Tests/Fuzz/feel.dict -artifact_prefix=.build/corpus- .build/corpus

# All trials of power failures, killed processes, failing disks and damaged files; `make test` does a part of them.
torture: packages
	swift build --build-tests
	TORTURE=1 swift test --skip-build --filter FaultTests

check: packages
	swift build -c release --product convenant
	$(RELEASE)/convenant check

format:
	swift format --in-place --recursive Sources Tests Package.swift
