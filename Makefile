# Everything that is done with this project, from a shell with Go in it. `make` alone lists what there is.
# With the modules in the cache nothing here needs the network, except that `make test` may install PostgreSQL.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

GO      ?= go
BIN     := bin/verbatim
VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo unknown)
BUILD   := -trimpath -buildvcs=false -ldflags "-s -w -X main.version=$(VERSION)"

# Where `make run` serves, what it keeps, and the record that it sends first.
VERBATIM_ADDR ?= 127.0.0.1:8080
VAR           := var
FIRST         := schemas/handoff/examples/us-ca-engineer.json

.PHONY: help
help: ## list what make can do
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: build
build: ## build bin/verbatim
	$(GO) build $(BUILD) -o $(BIN) ./cmd/verbatim

.PHONY: run
run: build ## serve on an embedded database in ./var, send a first record, keep its letter in var/first-letter.pdf
	@mkdir -p -m 700 $(VAR)
	@test -s $(VAR)/admin-key || (umask 077; printf 'vb_makerun_%s\n' "$$(od -An -N32 -tx1 /dev/urandom | tr -d ' \n')" > $(VAR)/admin-key)
	@exec env -u DATABASE_URL VERBATIM_ADDR="$(VERBATIM_ADDR)" VERBATIM_DATA=$(VAR)/data VERBATIM_ADMIN_KEY="$$(cat $(VAR)/admin-key)" \
		$(BIN) serve --first $(FIRST) --first-pdf $(VAR)/first-letter.pdf --show-admin-key

.PHONY: test
test: ## run every test on SQLite and PostgreSQL, which is installed first where it is missing
	@.ci/prepare
	VERBATIM_REQUIRE_POSTGRES=1 $(GO) test $(TESTFLAGS) -timeout 6m ./...

.PHONY: long
long: ## run the property tests and fuzz targets for longer (about half an hour)
	@.ci/prepare
	VERBATIM_LONG=1 RAPID_CHECKS=2000 VERBATIM_REQUIRE_POSTGRES=1 $(GO) test -count=1 -timeout 60m ./...
	@.ci/fuzz 60s

.PHONY: torture
torture: ## kill the program, cut its network, fill its disk, at full length (hours), and count what was lost
	@.ci/prepare
	VERBATIM_REQUIRE_POSTGRES=1 VERBATIM_TORTURE_SQLITE=200 VERBATIM_TORTURE_POSTGRES=100 VERBATIM_TORTURE_ROUNDS=200 VERBATIM_TORTURE_EDITS=200 VERBATIM_TORTURE_FAULT_SECONDS=20 VERBATIM_TORTURE_CUTS=200 \
		$(GO) test -count=1 -timeout 6h -v ./internal/torture

.PHONY: load
load: ## measure letters a second and times of answer on both databases, before and after a million letters (half an hour, on a quiet machine)
	@.ci/prepare
	VERBATIM_REQUIRE_POSTGRES=1 VERBATIM_LOAD=20 VERBATIM_LOAD_ROWS=1000000 TMPDIR=$${TMPDIR:-/var/tmp} \
		$(GO) test -count=1 -timeout 2h -v -run TestLoad -bench=none ./internal/torture

.PHONY: golden
golden: ## write generated files and golden files again, from the code as it is
	$(GO) generate ./...
	@packages=$$(grep -rl --include='*_test.go' 'flag.Bool("update"' cmd internal | xargs -n1 dirname | sort -u | sed 's,^,./,'); \
		set -x; $(GO) test $$packages -update
	git --no-pager diff --stat

.PHONY: lint
lint: ## gofumpt, go vet and staticcheck
	@.ci/lint

.PHONY: verify
verify: lint ## lint; modules as they were published; generated files and published digests as they are checked in
	@.ci/verify

.PHONY: publish
publish: ## note the library's versions as published: from then on make verify refuses an edit of one
	@.ci/published write

.PHONY: bench
bench: ## run the benchmarks; BENCHFLAGS="-count 10" gives benchstat enough to compare
	$(GO) test -run '^$$' -bench . -benchmem $(BENCHFLAGS) ./...

.PHONY: fuzz
fuzz: ## run every fuzz target for 10 seconds
	@.ci/fuzz 10s

.PHONY: clean
clean: ## remove what make build and make run made, the database in ./var included
	rm -rf bin $(VAR)
