using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Unjam.Web.Security;

/// <summary>What whoever asks for facts about targets has to show.</summary>
internal sealed class AccessToken(string token)
{
    private const string Scheme = "Bearer ";
    private const int Longest = 512;

    private readonly byte[] expected = Encoding.UTF8.GetBytes(token);

    /// <summary>Whether the request shows it. How long that takes does not tell how much of a wrong one was right.</summary>
    public bool IsShownBy(HttpRequest request)
    {
        string? shown = request.Headers.Authorization;
        if (shown is null || shown.Length > Longest || !shown.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return false;
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(shown[Scheme.Length..].Trim()), expected);
    }
}
