using System.Text.Json;
using Unjam.Fleet;

namespace Unjam.Web.Page;

/// <summary>Waiting time by stack, as a tree: the root is all of it, below it each loop or pool, then frames from the outermost to the leaf.</summary>
internal sealed class FlameTree(string name)
{
    private const int MostNodes = 2_000;
    private const int MostFrames = 100;

    private readonly Dictionary<string, FlameTree> children = [];
    private TimeSpan waited;

    public static FlameTree Of(IEnumerable<WaitingStack> stacks)
    {
        var root = new FlameTree("all");
        var room = MostNodes;
        // the heaviest first: when the room is used up, what is left counts for the callers that have a node
        foreach (var stack in stacks.OrderByDescending(stack => stack.Waited))
            root.Add(stack, ref room);
        return root;
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteNumber("value", Math.Round(waited.TotalSeconds, 4));
        json.WriteStartArray("children");
        foreach (var child in children.Values.OrderByDescending(child => child.waited))
            child.Write(json);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Add(WaitingStack stack, ref int room)
    {
        waited += stack.Waited;
        var at = Step(Export.SafeText.Of(stack.Of), stack.Waited, ref room);
        var frames = stack.Stack.Frames;
        for (var index = Math.Min(frames.Length, MostFrames) - 1; index >= 0 && at is not null; index--)
            at = at.Step(FrameText.Of(frames[index]), stack.Waited, ref room);
    }

    private FlameTree? Step(string to, TimeSpan time, ref int room)
    {
        if (!children.TryGetValue(to, out var child))
        {
            if (room == 0)
                return null;
            room--;
            children[to] = child = new(to);
        }

        child.waited += time;
        return child;
    }
}
