using System.Globalization;
using System.Runtime.CompilerServices;

namespace SampleService.Infrastructure;

/// <summary>
/// Sends each question to the next instance of a service, and each further try to the one after it, with what is left by then.
/// </summary>
/// <param name="addresses">Where the instances are.</param>
/// <param name="turn">How many questions it was asked.</param>
internal sealed class PeerInstances(IReadOnlyList<string> addresses, StrongBox<int> turn) : DelegatingHandler
{
    /// <summary>When nobody waits for the answer any longer, as <see cref="Environment.TickCount64" /> counts.</summary>
    public static readonly HttpRequestOptionsKey<long> End = new("end");

    private static readonly HttpRequestOptionsKey<uint> s_place = new("place");

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var place = request.Options.TryGetValue(s_place, out var last) ? last + 1 : (uint)Interlocked.Increment(ref turn.Value);
        request.Options.Set(s_place, place);
        request.RequestUri = new Uri(new Uri(addresses[(int)(place % addresses.Count)]), request.RequestUri!.PathAndQuery);
        if (request.Options.TryGetValue(End, out var end))
        {
            var left = Math.Max(0, end - Environment.TickCount64);
            request.Headers.Remove(TimeLeft.Header);
            request.Headers.Add(TimeLeft.Header, left.ToString(CultureInfo.InvariantCulture));
        }

        return base.SendAsync(request, cancellationToken);
    }
}
