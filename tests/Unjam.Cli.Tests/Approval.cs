using System.Runtime.CompilerServices;
using System.Text;
using Unjam.Live;

namespace Unjam.Cli.Tests;

/// <summary>Compares a screen with the one that a person has approved, byte for byte.</summary>
internal static class Approval
{
    /// <summary>Fails unless the text is the approved one. <c>UNJAM_APPROVE=1</c> approves what there is: read the diff before it is committed.</summary>
    public static void Verify(string text, [CallerMemberName] string name = "")
    {
        var file = Path.Combine(Repository.Root, "tests", "Unjam.Cli.Tests", "Approved", name + ".txt");
        var bytes = Encoding.UTF8.GetBytes(text);
        if (Environment.GetEnvironmentVariable("UNJAM_APPROVE") == "1")
            File.WriteAllBytes(file, bytes);
        Assert.True(File.Exists(file), $"Nobody has approved {name}:\n{text}");
        Assert.Equal(File.ReadAllText(file), text);
        Assert.Equal(File.ReadAllBytes(file), bytes);
    }
}
