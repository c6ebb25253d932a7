using System.Net;
using System.Net.Sockets;

namespace AllSolutionsExchange.Setup.Steps;

/// <summary>Addresses that are not reached from the internet.</summary>
internal static class PrivateAddress
{
    /// <summary>Whether it is private (RFC 1918, RFC 4193), link-local (RFC 3927, RFC 4291) or of this machine itself.</summary>
    public static bool Is(IPAddress address)
    {
        var bare = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (IPAddress.IsLoopback(bare))
        {
            return true;
        }

        var bytes = bare.GetAddressBytes();
        return bare.AddressFamily == AddressFamily.InterNetworkV6
            ? bare.IsIPv6LinkLocal || (bytes[0] & 0xFE) == 0xFC
            : (bytes[0], bytes[1]) switch
            {
                (10, _) or (192, 168) or (169, 254) => true,
                (172, var second) => second is >= 16 and <= 31,
                _ => false,
            };
    }
}
