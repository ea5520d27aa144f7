# The targets a person needs; CI calls the same ones.
SWIFT ?= swift
# Where the evidence of other tools lies; tests that need it are skipped, with a message, without it.
TENET_SHARED ?= ../shared
TENET := .build/release/tenet
DEMO := out/demo

.PHONY: setup build check test demo format schemas bench fuzz mutants golden reference clean

## setup: what the system has to bring (libyaml, simdjson, zlib, libmd); silent when it is there
setup:
	@sh .ci/setup

## build: the release binary, .build/release/tenet
build: setup
	$(SWIFT) build -c release --product tenet -debug-info-format none

## check: style of the sources, words that people read, generated pages up to date, our own rules without findings
check: build
	$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests Fuzz
	.ci/wording
	@sh .ci/reference $(TENET)
	$(TENET) lint rules

## test: make check, and all tests; the end-to-end tests run the release binary, those of completion the real shells
test: check
	@sh .ci/setup zsh fish bash-completion || echo "test: completion is not tested in the shells that are missing" >&2
	$(SWIFT) build --build-tests
	TENET_BINARY=$(CURDIR)/$(TENET) $(SWIFT) test --skip-build

## demo: the main job on the rules of this repository, from nothing
demo: build
	@sh .ci/demo $(TENET) $(DEMO)

## format: rewrites the Swift sources in the house style
format:
	$(SWIFT) format --in-place --recursive --parallel Package.swift Sources Tests Fuzz

# Of these fields schemas/frequencies.txt tells no values: they name people, machines and moments.
PRIVATE_VALUES = @timestamp *timestamp* *.created *.ingested *.start *.end *time* user.* *.user.* *user_name* *.user *UserName* \
	*UserSid* *email* host.name host.hostname host.mac agent.name *.ip *ip *address* *.id *_id *Id *.hash.* *computer* *hostname* *domain* *.arn related.* \
	*session* *Guid* *guid* *.pid *port* *pgid* *entity* *message* *.original *subject* *key* *_arn

## schemas: the tables of schemas/ anew from $(TENET_SHARED)/data and schemas/additions
schemas: build
	$(TENET) fields import $(TENET_SHARED)/data schemas/additions -o schemas
	$(TENET) attack import $(TENET_SHARED)/data -o schemas
	$(TENET) fields sample $(foreach pattern,$(PRIVATE_VALUES),--without-values '$(pattern)') -o schemas/frequencies.txt \
		$(sort $(wildcard $(foreach name,windows/ecs-10k windows/scenario/* linux/*,$(TENET_SHARED)/events/$(name).ndjson.gz) \
		$(foreach name,cloud/* cloud/derived/* samples/*,$(TENET_SHARED)/events/$(name).ndjson)))

## golden: rewrites the expected outputs of the golden tests; read the difference before you commit it
golden: setup
	TENET_UPDATE=1 $(SWIFT) test

## reference: docs/tenet.1 and docs/checks anew, from the commands and checks themselves
reference: build
	@sh .ci/reference $(TENET) --write

## bench: the measurements of Benchmarks/, as ratios in one run
bench: build
	sh Benchmarks/run.sh

## fuzz: mutated inputs for every parser and decoder
fuzz: setup
	sh Fuzz/run.sh

## mutants: which mutated conditions of the checks their examples do not notice (ID=… for single checks)
mutants: setup
	python3 Fuzz/Mutants/run.py $(ID)

clean:
	rm -rf .build out
