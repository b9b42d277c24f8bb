// durations are measured here: nothing else may run beside a test
[assembly: CollectionBehavior(DisableTestParallelization = true)]
