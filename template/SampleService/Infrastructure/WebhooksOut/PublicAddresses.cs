using System.Net;
using System.Net.Sockets;

namespace SampleService.Infrastructure;

/// <summary>Connects to public addresses only: whatever a name means by now, nothing within the own network is ever called.</summary>
internal static class PublicAddresses
{
    private static readonly IPNetwork[] s_others =
    [
        IPNetwork.Parse("0.0.0.0/8"),
        IPNetwork.Parse("10.0.0.0/8"),
        IPNetwork.Parse("100.64.0.0/10"),
        IPNetwork.Parse("127.0.0.0/8"),
        IPNetwork.Parse("169.254.0.0/16"),
        IPNetwork.Parse("172.16.0.0/12"),
        IPNetwork.Parse("192.0.0.0/24"),
        IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("198.18.0.0/15"),
        IPNetwork.Parse("224.0.0.0/3"),
        IPNetwork.Parse("::/96"),
        IPNetwork.Parse("64:ff9b::/96"),
        IPNetwork.Parse("64:ff9b:1::/48"),
        IPNetwork.Parse("2002::/16"),
        IPNetwork.Parse("2001::/32"),
        IPNetwork.Parse("fc00::/7"),
        IPNetwork.Parse("fe80::/10"),
        IPNetwork.Parse("ff00::/8"),
    ];

    /// <summary>Whether anybody on the Internet could be behind an address.</summary>
    public static bool IsPublic(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return !Array.Exists(s_others, network => network.BaseAddress.AddressFamily == plain.AddressFamily && network.Contains(plain));
    }

    // Whether a name means nothing or something inside is nobody's business.
    private static async Task<IPAddress[]> FindAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(host, cancellationToken);
        }
        catch (SocketException)
        {
            return [];
        }
    }

    /// <summary>Calls that go straight to a public address, follow nobody elsewhere and read little.</summary>
    /// <param name="isOpen">Whether the own network may be called, too: in development.</param>
    public static SocketsHttpHandler Handler(bool isOpen) =>
        new()
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            MaxResponseHeadersLength = 16,
            ConnectCallback = async (context, cancellationToken) =>
            {
                // What is looked at is what is connected to, so that a name can't mean another address the second time.
                var addresses = await FindAsync(context.DnsEndPoint.Host, cancellationToken);
                var allowed = Array.FindAll(addresses, address => isOpen || IsPublic(address));
                if (allowed.Length == 0)
                    throw new HttpRequestException($"{context.DnsEndPoint.Host} has no public address.");
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                try
                {
                    await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellationToken);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        };
}
