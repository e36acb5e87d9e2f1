# Planatlas: every target sets up what it needs and does nothing twice.
#
#   make run     build and serve on http://127.0.0.1:8080 (Go and Node)
#   make test    every test, browser included      make check   format, vet, types
#   make build   ./planatlas                       make dist    four platforms
#   make bench   the figures of docs/benchmarks.md

SHELL   := bash
GO      ?= go
NPM     ?= npm
STAMPS  := .cache/stamps
VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
LDFLAGS := -s -w -X main.version=$(VERSION)
GO_BUILD := CGO_ENABLED=0 $(GO) build -trimpath -ldflags '$(LDFLAGS)'
PLATFORMS := windows/amd64 linux/amd64 linux/arm64 linux/loong64

GO_FILES   := go.mod $(wildcard go.sum) $(shell find . -name '*.go' -not -path './ui/node_modules/*')
SEED_FILES := $(shell find seeds -name '*.yaml')
UI_FILES   := $(shell find ui -type f -not -path 'ui/node_modules/*' -not -path 'ui/dist/*' -not -name '*.go' 2>/dev/null)

.PHONY: build run test test-go test-ui test-browser check bench dist clean
.DELETE_ON_ERROR:

build: planatlas

run: planatlas
	./planatlas serve

planatlas: $(GO_FILES) $(SEED_FILES) $(STAMPS)/ui-built $(STAMPS)/prepared
	$(GO_BUILD) -o $@ .

# What the program carries along beside the data: positions of the whole graph.
$(STAMPS)/prepared: $(GO_FILES) $(SEED_FILES) | $(STAMPS)
	$(GO) run . prepare seeds/computed
	@touch $@

# --- the page ---------------------------------------------------------------

$(STAMPS)/ui-installed: ui/package-lock.json | $(STAMPS)
	cd ui && $(NPM) ci --no-audit --no-fund --loglevel=error
	@touch $@

$(STAMPS)/ui-built: $(STAMPS)/ui-installed $(UI_FILES)
	cd ui && $(NPM) run --silent build
	@touch $@

$(STAMPS):
	@mkdir -p $@

# --- tests ------------------------------------------------------------------
# Go's own cache skips packages that have not changed; the others keep a stamp.

test: test-go test-ui test-browser

test-go: $(STAMPS)/ui-built $(STAMPS)/prepared
	$(GO) test -race -timeout 25m ./...

test-ui: $(STAMPS)/ui-tested
$(STAMPS)/ui-tested: $(STAMPS)/ui-installed $(UI_FILES)
	cd ui && $(NPM) test --silent
	@touch $@

test-browser: $(STAMPS)/browser-tested
$(STAMPS)/browser-tested: planatlas
	cd ui && $(NPM) run --silent e2e
	@touch $@

check: $(STAMPS)/ui-installed
	@files=$$(gofmt -l $$(git ls-files '*.go')); test -z "$$files" || { echo "not formatted:"; echo "$$files"; exit 1; }
	$(GO) vet ./...
	$(GO) tool staticcheck ./...
	cd ui && $(NPM) run --silent check

bench: planatlas
	$(GO) test -run '^$$' -bench . -benchtime 1s -timeout 40m ./... | grep -v '^\(ok\|PASS\|?\)'
	cd ui && $(NPM) run --silent bench

# --- hand to others ---------------------------------------------------------

dist: $(STAMPS)/ui-built $(STAMPS)/prepared $(GO_FILES) $(SEED_FILES)
	@mkdir -p dist
	@for p in $(PLATFORMS); do \
	  os=$${p%/*}; arch=$${p#*/}; out=dist/planatlas-$$os-$$arch; [ $$os = windows ] && out=$$out.exe; \
	  echo "$$out"; GOOS=$$os GOARCH=$$arch $(GO_BUILD) -o $$out . || exit 1; \
	done
	@cd dist && sha256sum planatlas-* > SHA256SUMS

clean:
	rm -rf planatlas dist .cache ui/node_modules
	find ui/dist seeds/computed -mindepth 1 -not -name .gitkeep -delete
