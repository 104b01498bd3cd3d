namespace BackendAgents.Engineering.Blueprints;

/// <summary>
/// Paths of the operations that authentication brings, where others are wanted than <c>/api/v1/auth/login</c> and the like. Each is written
/// from the root and without parameters. The methods stay: GET for the own account, POST for the others.
/// </summary>
internal sealed record AuthenticationRoutes
{
    /// <summary>Names of the operations.</summary>
    public static IReadOnlyList<string> Operations { get; } = ["register", "login", "refresh", "logout", "me"];

    /// <summary>Path of the registration: <c>/auth/signup</c>.</summary>
    public string? Register { get; init; }

    /// <summary>Path of the login.</summary>
    public string? Login { get; init; }

    /// <summary>Path by which a refresh token is exchanged.</summary>
    public string? Refresh { get; init; }

    /// <summary>Path of the logout.</summary>
    public string? Logout { get; init; }

    /// <summary>Path of the own account: <c>/users/me</c>.</summary>
    public string? Me { get; init; }

    /// <summary>The path that the service has when none is given.</summary>
    public static string Usual(string operation) => $"{Conventions.BasePath}/auth/{operation}";

    /// <summary>The path that is given to an operation; null for the usual one.</summary>
    public string? this[string operation] =>
        operation switch
        {
            "register" => Register,
            "login" => Login,
            "refresh" => Refresh,
            "logout" => Logout,
            _ => Me,
        };

    /// <summary>The path that an operation has in a service.</summary>
    public static string Of(Blueprint blueprint, string operation) => blueprint.Authentication.Routes?[operation] ?? Usual(operation);

    /// <summary>The same with another path of an operation.</summary>
    public AuthenticationRoutes With(string operation, string path) =>
        operation switch
        {
            "register" => this with { Register = path },
            "login" => this with { Login = path },
            "refresh" => this with { Refresh = path },
            "logout" => this with { Logout = path },
            _ => this with { Me = path },
        };

    /// <summary>The method of an operation.</summary>
    public static string Method(string operation) => operation == "me" ? "GET" : "POST";
}
