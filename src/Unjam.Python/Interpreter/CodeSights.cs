using Unjam.Memory;
using Unjam.Python.Layouts;
using Unjam.Python.Objects;

namespace Unjam.Python.Interpreter;

/// <summary>The code objects that have been seen, by address, each checked by content before it is believed again.</summary>
internal sealed class CodeSights(Layout layout, PrefetchedMemory memory, PyObjects objects)
{
    /// <summary>Code objects that are kept; a large service has some hundred on its stacks at a time.</summary>
    private const int Most = 16384;

    /// <summary>Looks after which a code object that is on no stack is no longer brought in.</summary>
    private const int Forgotten = 256;

    private readonly Dictionary<ulong, CodeSight> sights = [];
    private readonly List<CodeSight> stale = [];
    private long look;
    private Address codeType;

    public void BeginLook()
    {
        look++;
        if (look % Forgotten != 0)
            return;
        foreach (var sight in sights.Values)
            if (sight.CheckedIn + Forgotten < look)
                stale.Add(sight);
        foreach (var sight in stale)
            Forget(sight);
        stale.Clear();
    }

    /// <summary>The code object at an address, read anew when another one lies there now.</summary>
    /// <exception cref="UnreadableException">There is no code object.</exception>
    public CodeSight At(Address code)
    {
        if (sights.TryGetValue(code.Value, out var sight))
        {
            if (IsStill(sight))
                return sight;
            Forget(sight);
        }

        if (sights.Count >= Most)
            foreach (var old in sights.Values.ToArray())
                Forget(old);
        return Read(code);
    }

    /// <summary>Whether what was read of a code object still holds.</summary>
    public bool IsStill(CodeSight sight)
    {
        if (sight.CheckedIn == look)
            return true;
        if (sight.IsForgotten || (!memory.IsUnchanged(sight.Identity) && !IsTheSame(sight)))
            return false;
        sight.CheckedIn = look;
        return true;
    }

    /// <summary>Whether what was read of a code object holds at this very moment, whatever the batch says.</summary>
    public bool IsAsRead(CodeSight sight)
    {
        memory.IsAfresh = true;
        if (!sight.IsForgotten && IsTheSame(sight))
            return true;
        Forget(sight);
        return false;
    }

    private CodeSight Read(Address code)
    {
        var identity = memory.NewLog();
        var isWhole = false;
        try
        {
            memory.Record(null);
            CheckType(code);
            var sight = new CodeSight(layout, objects, code, identity);
            memory.Stop(true);
            memory.Record(identity);
            CodeSight.ReadIdentity(layout, objects, code);
            isWhole = true;
            sight.CheckedIn = look;
            sights.Add(code.Value, sight);
            return sight;
        }
        finally
        {
            memory.Stop(isWhole);
            if (!isWhole)
                memory.Drop(identity);
        }
    }

    private void CheckType(Address code)
    {
        var type = objects.TypeOf(code);
        if (type == codeType)
            return;
        if (objects.TypeName(type) != "code")
            throw new UnreadableException($"no code object at {code}");
        codeType = type;
    }

    /// <summary>Compares with the target itself what the batch did not bring in.</summary>
    private bool IsTheSame(CodeSight sight)
    {
        var log = sight.Identity;
        Span<byte> bytes = stackalloc byte[256];
        memory.Record(null);
        var isTheSame = log.IsWhole;
        for (var i = 0; i < log.Count && isTheSame; i++)
        {
            var length = log.Ranges[i].Length;
            isTheSame = length <= bytes.Length && memory.Read(log.Ranges.Slice(i, 1), bytes[..length]) == 1 && bytes[..length].SequenceEqual(log.Bytes(i));
        }

        memory.Stop(true);
        return isTheSame;
    }

    private void Forget(CodeSight sight)
    {
        sight.IsForgotten = true;
        memory.Drop(sight.Identity);
        sights.Remove(sight.Address.Value);
    }
}
