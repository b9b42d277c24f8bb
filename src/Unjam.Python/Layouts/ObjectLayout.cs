namespace Unjam.Python.Layouts;

/// <summary>Built-in object types.</summary>
internal readonly struct ObjectLayout(LayoutRow row)
{
    public readonly int Type = row["object.type"];
    public readonly int Size = row["object.size"];
    public readonly int TypeName = row["type.name"];
    public readonly int BasicSize = row["type.basic_size"];
    public readonly int DictOffset = row["type.dict_offset"];
    public readonly int TypeFlags = row["type.flags"];
    public readonly int TypeBase = row["type.base"];
    public readonly int TypeDict = row["type.dict"];
    public readonly int CachedKeys = row["type.cached_keys"];
    public readonly AttributeShape AttributeShape = (AttributeShape)row["shape.attributes"];
    public readonly int DictUsed = row["dict.used"];
    public readonly int DictKeys = row["dict.keys"];
    public readonly int DictValues = row["dict.values"];
    public readonly bool KeysHaveLogarithms = row["shape.dict_keys"] == 2;
    public readonly int KeysEntryCount = row["keys.entry_count"];
    public readonly int KeysIndices = row["keys.indices"];
    public readonly int FirstValue = row["values.first"];
    public readonly int StringLength = row["string.length"];
    public readonly int StringState = row["string.state"];
    public readonly int StringAscii = row["string.ascii"];
    public readonly int StringCompact = row["string.compact"];
    public readonly int BytesFirst = row["bytes.first"];
    public readonly int IntDigits = row["int.digits"];
    public readonly bool IntHasTag = row["shape.int"] == 2;
    public readonly int Float = row["float.value"];
    public readonly int ListItems = row["list.items"];
    public readonly int TupleFirst = row["tuple.first"];
    public readonly int SetUsed = row["set.used"];
    public readonly int SetMask = row["set.mask"];
    public readonly int SetTable = row["set.table"];
    public readonly int DequeLeft = row["deque.left"];
    public readonly int DequeLeftIndex = row["deque.left_index"];
    public readonly int DequeState = row["deque.state"];
    public readonly int WeakrefObject = row["weakref.object"];
    public readonly int ModuleDict = row["module.dict"];
    public readonly int CellObject = row["cell.object"];
    public readonly int MemberDefinition = row["member.definition"];
}

/// <summary>Where an instance keeps its attributes.</summary>
internal enum AttributeShape
{
    DictPointer = 1,
    ValuesThenDict = 2,
    TaggedWord = 3,
    InlineValues = 4,
}
