// targets sleep most of the time, and no duration is measured here: three tests at once do not disturb each other
[assembly: CollectionBehavior(MaxParallelThreads = 3)]
