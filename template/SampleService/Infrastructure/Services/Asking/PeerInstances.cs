namespace SampleService.Infrastructure;

/// <summary>Sends each try to the next instance of a service.</summary>
/// <param name="addresses">Where the instances are.</param>
internal sealed class PeerInstances(IReadOnlyList<string> addresses) : DelegatingHandler
{
    private static int s_turn;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = addresses[(int)((uint)Interlocked.Increment(ref s_turn) % addresses.Count)];
        request.RequestUri = new Uri(new Uri(address), request.RequestUri!.PathAndQuery);
        return base.SendAsync(request, cancellationToken);
    }
}
