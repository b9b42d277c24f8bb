# What a person or a machine does here, one word each. `make` alone lists them.
CONFIGURATION ?= Release
export DOTNET_CLI_TELEMETRY_OPTOUT = 1
export DOTNET_NOLOGO = 1
export MSBUILDDISABLENODEREUSE = 1

.DEFAULT_GOAL := help
.PHONY: help setup sdk build test demo bench bench-dotnet bench-attach accuracy fuzz scribble soak format clean

help: ## lists these words
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 16

setup: ## installs what Debian's packages and the package registries give: interpreters and tools of the tests
	@tools/setup.sh

sdk:
	@tools/sdk.sh

build: sdk ## leaves the command, one file that needs nothing, as out/unjam
	@tools/publish.sh

test: setup build ## builds and runs all tests; the last line counts them
	@tools/test.sh $(CONFIGURATION)

demo: build ## starts a service that stalls, and lets unjam say why
	@demo/run.sh

bench: setup ## prints the table of what a look costs
	@dotnet run --project bench/Unjam.Bench -c Release -- $(ARGS)

bench-dotnet: sdk ## compares executors and loops with what .NET has, side by side, and says whether the promised ratios hold
	@dotnet run --project bench/Unjam.Executors.Bench -c Release -- $(ARGS)

bench-attach: sdk ## compares the throughput of a .NET service with and without unjam attached, in turns; ARGS='PAIRS SERVICE'
	@dotnet run --project bench/Unjam.Attach.Bench -c Release -- $(ARGS)

accuracy: setup build ## compares verdicts with the truth on all targets, and writes docs/accuracy.md (some forty minutes)
	@dotnet run --project bench/Unjam.Accuracy -c Release -- $(ARGS)

fuzz: sdk ## looks at 20 million mutants of recorded memory; ARGS='COUNT SEED' for others
	@dotnet run --project tests/Unjam.Fuzz -c $(CONFIGURATION) -- $(ARGS)

scribble: setup build ## watches targets that scribble over their own structures, for a minute
	@UNJAM_SCRIBBLE=60 dotnet test tests/Unjam.Live.Tests -c $(CONFIGURATION) --filter FullyQualifiedName~Scribbler

soak: setup build ## watches fifty targets for ten minutes: cost and memory; ARGS=SECONDS for longer
	@UNJAM_SOAK=$(or $(ARGS),600) dotnet test tests/Unjam.Serve.Tests -c $(CONFIGURATION) --filter FullyQualifiedName~ManyTargets --logger "console;verbosity=detailed"

format: sdk ## rewrites the sources as .editorconfig wants them
	@dotnet format Unjam.slnx

clean: ## removes everything that was built
	@rm -rf artifacts out
