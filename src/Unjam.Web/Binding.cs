using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Unjam.Web;

/// <summary>Says why an address cannot be listened at.</summary>
internal static class Binding
{
    public static string Explain(ImmutableArray<IPEndPoint> endpoints, Exception failure)
    {
        var places = string.Join(" or ", endpoints);
        return Reason(failure) switch
        {
            SocketError.AddressAlreadyInUse => $"Cannot listen at {places}: another program does already. End it, or choose another port with --listen.",
            SocketError.AccessDenied => $"Cannot listen at {places}: this user may not take that port. Choose one above 1023 with --listen.",
            SocketError.AddressNotAvailable => $"Cannot listen at {places}: this machine does not have that address. Choose one of its own with --listen.",
            SocketError.AddressFamilyNotSupported => $"Cannot listen at {places}: this machine does not speak that family of addresses. Choose another with --listen.",
            _ => $"Cannot listen at {places}: {failure.Message.TrimEnd('.')}.",
        };
    }

    private static SocketError? Reason(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            if (failure is AddressInUseException)
                return SocketError.AddressAlreadyInUse;
            if (failure is SocketException socket)
                return socket.SocketErrorCode;
        }

        return null;
    }
}
