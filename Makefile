# Everything a person or a machine does with this project. CI runs .ci/run, which
# begins with the same `make test` as everybody else.

SHELL := /bin/bash
GO    ?= go
# Extensions are code that a database file could ask to be loaded; the build
# that runs an evening leaves them out. Everything also builds without flags; with the
# same ones everywhere SQLite is compiled once for all.
TAGS  := sqlite_omit_load_extension
export GOFLAGS := -trimpath -tags=$(TAGS)
VERSION_STATICCHECK := v0.8.2
TOOLS := ./.ci/vuln ./.ci/xlsx
# Where tests of minutes stand.
SLOW := grep -rl --include='*_test.go' '^//go:build slow' . --exclude-dir=node_modules
SCRIPTS := find static tests -name '*.test.mjs' -not -path '*/node_modules/*'
# Node of the right version, where the system's own is too old (see .ci/setup).
export PATH := $(CURDIR)/var/tools/node_modules/.bin:$(PATH)

.DEFAULT_GOAL := help
.PHONY: help demo build test check-go check-web setup race fuzz kill slow test-engines soak rehearse recount bench bench-screens bench-count vuln lint fmt docker ci

help: ## this list
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: ## a whole evening with simulated representatives, to watch and to join
	$(GO) run ./app/pingyi demo $(ARGS)

build: ## the program, as ./var/pingyi
	$(GO) build -o var/pingyi ./app/pingyi

test: setup check-go check-web ## all tests: Go, types, lint, scripts, browser; installs what they need

setup:
	@.ci/setup

check-go:
	$(GO) vet ./... $(TOOLS)
	$(GO) test -timeout 20m ./... $(TOOLS)

check-web:
	npm run --silent types
	npm run --silent lint
	$(GO) build -o var/browser-tests/pingyi ./app/pingyi
	PINGYI_BIN=$(CURDIR)/var/browser-tests/pingyi node --test --test-concurrency=2 $$($(SCRIPTS))

race: ## the Go tests with the race detector
	$(GO) test -race -short -timeout 20m ./...

fuzz: ## every fuzz target for ten seconds
	.ci/fuzz 10

kill: ## kill -9 in a storm of ballots: what was acknowledged is counted, once
	$(GO) test -tags slow,$(TAGS) -count=1 -v -run Kill ./app/... ./data/...

slow: ## the tests that take minutes, the storms among them
	$(GO) test -tags slow,$(TAGS) -count=1 -timeout 20m -run "$$(sed -nE 's/^func (Test[A-Za-z0-9]*).*/^\1$$/p' $$($(SLOW)) | paste -sd '|')" $$($(SLOW) | xargs -n 1 dirname | sort -u)

test-engines: setup ## every picture in every graphics host, in the browsers that these have inside; installs them into var/
	node tests/browser/engines.mjs $(ARGS)

soak: setup ## an evening of twelve hours on one output: 10,000 changes of pictures leave nothing behind
	SOAK=10000 node --test tests/browser/soak.test.mjs

rehearse: ## the sample evening through the real server, from files in GB18030 and xlsx
	.ci/rehearse

recount: ## bundles of the sample evening, checked by pingyi verify and by a script in another language
	.ci/recount

bench: ## measure; each figure is a ratio within one run
	$(GO) run ./app/pingyi bench $(ARGS)

bench-screens: ## measure the pictures of an output, in Chromium without a graphics card
	$(GO) run ./app/pingyi bench -only screens $(ARGS)

bench-count: ## the count of 10,000 sheets against one pass over them; fails over 1.5, or with results later than 50 ms
	$(GO) test ./app/tally -run '^$$' -bench TenThousandSheets -benchtime 60x

vuln: ## known holes in what we use, against docs/decisions/0007-vulnerabilities.md
	$(GO) run ./.ci/vuln

lint: setup ## gofmt, vet, staticcheck, types, eslint
	.ci/gofmt
	$(GO) vet ./... $(TOOLS)
	$(GO) run honnef.co/go/tools/cmd/staticcheck@$(VERSION_STATICCHECK) -tags slow,$(TAGS) ./... $(TOOLS)
	npm run --silent types
	npm run --silent lint

fmt: ## format the Go files
	gofmt -w $$(find . -name '*.go' -not -path './node_modules/*' -not -path './var/*')

docker: ## the image pingyi:latest
	docker build -t pingyi:latest .

ci: ## everything that must hold before a change is kept
	.ci/run
