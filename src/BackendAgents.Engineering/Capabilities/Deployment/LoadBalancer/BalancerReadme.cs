namespace BackendAgents.Engineering.Capabilities.Deployment.LoadBalancer;

/// <summary>What the README says of a load balancer.</summary>
internal static class BalancerReadme
{
    public static string Text(string file, Balancer balancer) =>
        $"""
            `{file}` leads `https://{balancer.Host}` to {string.Join(" and ", balancer.Instances.Select(static host => $"`{host}`"))}.
            The certificate is `secrets/{Balancer.Certificate}` with its key `secrets/{Balancer.Key}`. `secrets/create.sh` makes a
            self-signed one for 30 days: put one of an authority in its place, and reload. When an instance dies, a read goes to another
            one. What changes something is never sent twice, be it POST, PUT, PATCH or DELETE: its caller hears of it by a 502, looks,
            and asks again.
            """;
}
