# Nothing is needed but Go, make and git; `make test` also wants Chromium,
# Firefox and Node.js.

GO       ?= go
CASEBOOK  = $(GO) run ./generator
PORT     ?= 8080

.PHONY: site offline serve check test format golden fuzz bench clean

# Builds the site into public/.
site:
	$(CASEBOOK) build

# Builds the offline edition into public-offline/, and public-offline.zip: for a
# memory stick, with links that work from a disk.
offline:
	$(CASEBOOK) build --edition offline

# Builds the site and shows it at http://localhost:8080/
serve:
	$(CASEBOOK) serve --port $(PORT)

# Names everything that is wrong in the content.
check:
	$(CASEBOOK) check

# All that must hold before a change is handed in: formatting, vet,
# staticcheck, the workflows, every test with the race detector, the real content, the
# bibliographies in another program's readers, and the pages in real browsers.
test: format
	$(GO) vet -tags browser,readers,bench ./...
	$(GO) tool staticcheck -tags browser,readers,bench ./...
	$(GO) tool -modfile=generator/tools/go.mod actionlint
	$(GO) test -race -timeout 30m ./...
	$(GO) test -count=1 -run TestRandomEdits ./generator/build
	$(CASEBOOK) check
	sh .ci/readers && $(GO) test -count=1 -tags readers -run RoundTrip ./generator/biblio
	chromium="$$(sh .ci/chromium)" && firefox="$$(sh .ci/firefox)" && \
	  CHROMIUM="$$chromium" FIREFOX="$$firefox" $(GO) test -count=1 -tags browser ./generator/browser

format:
	@bad="$$(gofmt -l generator)"; if [ -n "$$bad" ]; then echo "gofmt would change:"; echo "$$bad"; exit 1; fi

# Rewrites the golden files; read the difference before you commit it.
golden:
	$(GO) test ./generator/... -run Golden -update

# Looks for input that breaks a reader, a minute for each target.
FUZZTIME ?= 1m
fuzz:
	@for target in $$(grep -rl '^func Fuzz' generator --include='*_test.go' | xargs -n1 dirname | sort -u); do \
	  for name in $$(grep -ho '^func Fuzz[A-Za-z0-9]*' $$target/*_test.go | cut -d' ' -f2 | sort -u); do \
	    echo "$$target $$name"; $(GO) test ./$$target -run '^$$' -fuzz "^$$name$$" -fuzztime $(FUZZTIME) || exit 1; \
	  done; done

# Measures whole builds of made-up cases beside Hugo and Pagefind, which it
# fetches, the Go benchmarks, and the search in a browser.
bench:
	$(GO) run ./generator/bench/casebench -n 1000,10000,100000
	$(GO) run ./generator/bench/editbench -n 1000,10000
	$(GO) test ./generator/... -run '^$$' -bench . -benchmem
	chromium="$$(sh .ci/chromium)" && CHROMIUM="$$chromium" $(GO) test -tags bench -count=1 -timeout 60m -v ./generator/bench/searchbench -cases 0,1000,10000

clean:
	rm -rf public .public.casebook public-offline .public-offline.casebook public-offline.zip public-offline.zip.sha256
