using BackendAgents.Engineering.Emitters.AspNetCore;

namespace BackendAgents.Engineering.Capabilities.Identity.Jwt;

/// <summary>Where the template has what checks tokens by keys that one of several services publishes.</summary>
internal static class PublishedKeyFiles
{
    /// <summary>Where the keys are published.</summary>
    public const string Path = "/.well-known/jwks.json";

    /// <summary>How a key is made; openssl has it on every machine that has TLS.</summary>
    public const string Command = "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256";

    /// <summary>What all who check tokens have.</summary>
    public const string Tokens = Template.Service + "Infrastructure/Services/Tokens/";

    /// <summary>What those have who ask for the keys.</summary>
    public const string Keys = Template.Service + "Infrastructure/Services/Keys/";

    /// <summary>What the service has that signs.</summary>
    public const string Issuer = Template.Service + "Infrastructure/Services/Issuer/";
}
