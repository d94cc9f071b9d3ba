# `make run` does the main job, `make test` passes the tests; each installs what it needs and is missing.

SHELL := /bin/bash
RELEASE := .build/release
STORE ?= run/wbo.cvnt

.PHONY: run test bench check format packages reference fuzz torture

# Debian packages: SQLite, line editing, and Python for the second verifier. Where they may not be installed, one line says what to type.
packages:
	@missing=""; for p in libsqlite3-dev libedit-dev python3; do dpkg -s $$p >/dev/null 2>&1 || missing="$$missing $$p"; done; \
	if [ -n "$$missing" ]; then \
	  if [ "$$(id -u)" = 0 ]; then \
	    apt-get install -y -q $$missing >/dev/null 2>&1 || { apt-get update -q >/dev/null && apt-get install -y -q $$missing >/dev/null; }; \
	  else echo "type: sudo apt-get install -y$$missing"; exit 1; fi; \
	fi

run: packages
	swift build -c release --product convenant
	@mkdir -p $$(dirname $(STORE)) && rm -f $(STORE) $(STORE)-wal $(STORE)-shm $(STORE).key
	$(RELEASE)/convenant run docs/examples/wbo.cvn --store $(STORE) > run/wbo.log || { tail -20 run/wbo.log; exit 1; }
	@echo "played       docs/examples/wbo.cvn into $(STORE) (what it said: run/wbo.log)"
	@$(RELEASE)/convenant --store $(STORE) -c 'kinds'
	@$(RELEASE)/convenant --store $(STORE) -c 'list contract show title, party.title, end, options left, latest end'
	@$(RELEASE)/convenant verify --store $(STORE)
	@if [ -t 0 ] && [ -t 1 ]; then $(RELEASE)/convenant repl --store $(STORE); \
	else echo "to go on:    $(RELEASE)/convenant repl --store $(STORE)"; fi

test: packages
	swift build --build-tests
	swift test --skip-build

# The workloads that other engines run too lie in a folder beside the project; without it they are left out, with a word.
WORKLOADS ?= ../shared/bench
# How long the long journal is.
ENTRIES ?= 200000

bench: packages
	swift build -c release --product benchmarks
	$(RELEASE)/benchmarks all
	$(RELEASE)/benchmarks journal --entries $(ENTRIES)
	$(RELEASE)/benchmarks region
	@for w in kernel expressions hash durable; do \
	  if [ -f $(WORKLOADS)/$$w.json ]; then echo "$$w:"; \
	    $(RELEASE)/benchmarks $$w --include $(WORKLOADS) < $(WORKLOADS)/$$w.json; \
	  else echo "$$w: left out, there is no $(WORKLOADS)/$$w.json (WORKLOADS=FOLDER)"; fi; done

# The list of functions in docs/feel.md, from what they say of themselves.
reference:
	swift build --product convenant
	sed -i '/^### /,$$d' docs/feel.md
	.build/debug/convenant feel --reference >> docs/feel.md

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
