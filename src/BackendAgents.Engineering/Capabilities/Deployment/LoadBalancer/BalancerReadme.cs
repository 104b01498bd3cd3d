namespace BackendAgents.Engineering.Capabilities.Deployment.LoadBalancer;

/// <summary>What the README says of a load balancer.</summary>
internal static class BalancerReadme
{
    public static string Text(string file, Balancer balancer) =>
        $"""
            `{file}` leads `https://{balancer.Host}` to {string.Join(" and ", balancer.Instances.Select(static host => $"`{host}`"))}.
            The certificate is `secrets/{Balancer.Certificate}` with its key `secrets/{Balancer.Key}`. `secrets/create.sh` makes a
            self-signed one for 30 days: put one of an authority in its place, and reload. When an instance dies, a request that may be
            repeated goes to another one; one that may not, such as a POST, is never sent twice: its caller hears of it, and asks again.
            """;
}
