using Unjam.DotNet.Bench;

// Reads recorded streams with the reader of Unjam and with the library TraceEvent, in turns in one process: processor time and bytes allocated.
Console.WriteLine($"{"",-36} {"Unjam",22} {"TraceEvent",25}");
foreach (var name in new[] { "crew", "happenings" })
{
    using var stream = new Recorded(name);
    Console.WriteLine($"{name}: {stream.Bytes.Length:#,0} bytes, {OwnReading.Events(stream):#,0} events, {LibraryReading.Events(stream):#,0} with TraceEvent");
    new Comparison("every event").Print(() => OwnReading.Events(stream), () => LibraryReading.Events(stream));
    if (name != "crew")
        continue;
    new Comparison("stacks of all threads, with names").Print(() => OwnReading.Stacks(stream), () => LibraryReading.Stacks(stream));
    var (mine, theirs) = (OwnReading.Stacks(stream), LibraryReading.Stacks(stream));
    Console.WriteLine($"{"",-36} {mine.Count} threads, {theirs.Count} with TraceEvent");
    if (mine.Keys.Except(theirs.Keys).Any())
        return 1;
    File.Delete(stream.Path + ".etlx");
}

return 0;
