// most targets sleep most of the time, and no duration is measured here: two tests at once do not disturb each other
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
