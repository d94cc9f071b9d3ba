# `make run` does the main job, `make test` passes the tests; each installs what it needs and is missing.

SHELL := /bin/bash
RELEASE := .build/release
STORE ?= run/wbo.cvnt

.PHONY: run test bench check format packages

# Debian packages: SQLite and line editing. Where they may not be installed, one line says what to type.
packages:
	@missing=""; for p in libsqlite3-dev libedit-dev; do dpkg -s $$p >/dev/null 2>&1 || missing="$$missing $$p"; done; \
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

bench: packages
	swift build -c release --product benchmarks
	$(RELEASE)/benchmarks all

check: packages
	swift build -c release --product convenant
	$(RELEASE)/convenant check

format:
	swift format --in-place --recursive Sources Tests Package.swift
