namespace BackendAgents.Engineering.Planning;

/// <summary>Whose word about a caller's address is taken: that of proxies in a list of networks, and of nobody else.</summary>
internal static class ProxySetting
{
    /// <summary>The setting that the service and the gateway read.</summary>
    public static Setting Trusted { get; } =
        new(
            "Proxies:Trusted",
            "networks of proxies that say who calls (X-Forwarded-For), with semicolons between them: 10.1.0.0/16",
            "nobody is believed"
        );

    /// <summary>Private networks, for where nobody but the proxies of the deployment gets in.</summary>
    public const string PrivateNetworks = "10.0.0.0/8;172.16.0.0/12;192.168.0.0/16;fc00::/7";
}
