namespace Unjam.Diagnosis;

/// <summary>Whose code a frame is: the better to blame, the higher.</summary>
public enum FrameOwner
{
    /// <summary>The standard library: it does what it was told.</summary>
    StandardLibrary,

    /// <summary>A framework or client library that is known: its caller chose it.</summary>
    Framework,

    /// <summary>An installed package that is not known: perhaps the user's own, perhaps not.</summary>
    Package,

    /// <summary>The user's own code.</summary>
    User,
}
