namespace Unjam.Web;

/// <summary>Kestrel asks for services that it does not need here.</summary>
internal sealed class NoServices : IServiceProvider
{
    public static NoServices Instance { get; } = new();

    public object? GetService(Type serviceType) => null;
}
