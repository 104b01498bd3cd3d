using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Fields;

namespace BackendAgents.Engineering.Contracts;

// Registration, login and what belongs to them.
internal static class AuthContract
{
    public const string Tag = "Auth";
    private const int MaxPasswordLength = 128;
    private const int MaxTokenLength = 4096;

    public static IEnumerable<HttpEndpoint> Endpoints(BlueprintIndex index) =>
        Usual(index).Select(endpoint => endpoint with { Path = AuthenticationRoutes.Of(index.Blueprint, endpoint.OperationId) });

    private static IEnumerable<HttpEndpoint> Usual(BlueprintIndex index)
    {
        if (index.Account is not { } account || index.LoginField is not { } login)
            yield break;
        yield return Endpoint(
            "register",
            "POST",
            "Register an account",
            "Creates an account and logs it in.",
            account,
            SchemaBuilder.RegisterRequest,
            Responses.Of([Responses.Created("Registered and logged in.", SchemaBuilder.TokenResponse, []), 400, 409])
        );
        yield return Endpoint(
            "login",
            "POST",
            "Log in",
            $"Exchanges {Conventions.Phrase(login.Name)} and password for tokens.",
            account,
            SchemaBuilder.LoginRequest,
            Responses.Of([Responses.Ok("Logged in.", SchemaBuilder.TokenResponse, []), 400, 401])
        );
        yield return Endpoint(
            "refresh",
            "POST",
            "Refresh the tokens",
            "Exchanges a refresh token for new tokens. Each refresh token works once; a second use ends the whole session.",
            account,
            SchemaBuilder.RefreshRequest,
            Responses.Of([Responses.Ok("New tokens.", SchemaBuilder.TokenResponse, []), 400, 401])
        );
        yield return Endpoint(
            "logout",
            "POST",
            "Log out",
            "Ends the session that a refresh token belongs to.",
            account,
            SchemaBuilder.RefreshRequest,
            Responses.Of([Responses.NoContent("Logged out."), 400])
        );
        yield return Endpoint(
            "me",
            "GET",
            "Read the own account",
            "Shows the account that the access token belongs to.",
            account,
            null,
            Responses.Of([Responses.Ok("The account.", SchemaBuilder.Resource(account), ["ETag"]), 401])
        ) with
        {
            RequiresAuthentication = true,
            ResultEntity = account,
        };
    }

    public static IEnumerable<HttpSchema> Schemas(BlueprintIndex index)
    {
        if (index.Account is not { } account || index.LoginField is not { } login)
            yield break;
        var loginValue = ValueModel.Of(login, index);
        yield return Request(
            SchemaBuilder.RegisterRequest,
            "What a new account is created from.",
            account,
            [.. Registration(account, index)]
        );
        yield return Request(
            SchemaBuilder.LoginRequest,
            "Proof of who is calling.",
            account,
            [
                new HttpProperty(login.Name, loginValue, Required: true) { Description = login.Description, Field = login },
                new HttpProperty("password", ValueModel.Text(1, MaxPasswordLength, Password(index)), Required: true)
                {
                    WriteOnly = true,
                    Description = "The account's password.",
                },
            ]
        );
        yield return Request(
            SchemaBuilder.RefreshRequest,
            "The refresh token to use up.",
            account,
            [
                new HttpProperty("refreshToken", ValueModel.Text(1, MaxTokenLength, "q0nX3T2mR8vL5cY7"), Required: true)
                {
                    WriteOnly = true,
                    Description = "The latest refresh token.",
                },
            ]
        );
        yield return new HttpSchema
        {
            Name = SchemaBuilder.TokenResponse,
            Kind = HttpSchemaKind.Tokens,
            Description = "Tokens of a session.",
            Properties =
            [
                new HttpProperty("accessToken", ValueModel.Text(0, MaxTokenLength, "eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl"), Required: true)
                {
                    Description = "JSON web token for the Authorization header.",
                },
                new HttpProperty("refreshToken", ValueModel.Text(0, MaxTokenLength, "q0nX3T2mR8vL5cY7"), Required: true)
                {
                    Description = "Exchanged once for new tokens.",
                },
                new HttpProperty(
                    "expiresIn",
                    ValueModel.Integer(1, 3600, index.Blueprint.Authentication.AccessTokenMinutes * 60),
                    Required: true
                )
                {
                    Description = "Seconds until the access token expires.",
                },
                new HttpProperty("tokenType", ValueModel.Text(0, 10, "Bearer"), Required: true) { Description = "Always Bearer." },
            ],
        };
    }

    public static HttpValue AnyRole(BlueprintIndex index) => RoleValue(index.Blueprint.Roles, index);

    private static IEnumerable<HttpProperty> Registration(Entity account, BlueprintIndex index)
    {
        foreach (var property in SchemaBuilder.Writable(account, index))
            yield return property;

        // Without them the row could not be stored.
        foreach (var relation in index.RelationsTo(account.Id).Where(static relation => relation.Required))
            yield return SchemaBuilder.Reference(relation, index, required: true);
        yield return new HttpProperty(
            "password",
            ValueModel.Text(index.Blueprint.Authentication.MinPasswordLength, MaxPasswordLength, Password(index)),
            Required: true
        )
        {
            WriteOnly = true,
            Description = $"At least {index.Blueprint.Authentication.MinPasswordLength} characters.",
        };
        var free = index.Blueprint.Roles.Where(static role => role.SelfRegister).ToList();
        if (free.Count > 0)
        {
            yield return new HttpProperty("role", RoleValue(free, index) with { Nullable = true }, Required: false)
            {
                Description = $"Role to register for; {index.DefaultRole?.Name ?? free[0].Name} when left out.",
            };
        }
    }

    public static HttpValue RoleValue(IReadOnlyList<Role> roles, BlueprintIndex index) =>
        new()
        {
            Type = JsonType.String,
            Values = [.. roles.Select(static role => role.Name)],
            Example = (
                roles.Contains(index.DefaultRole!) ? index.DefaultRole
                : roles.Count > 0 ? roles[0]
                : null
            )?.Name,
        };

    private static string Password(BlueprintIndex index) =>
        "correct horse battery".PadRight(Math.Clamp(index.Blueprint.Authentication.MinPasswordLength, 8, MaxPasswordLength), '!');

    private static HttpSchema Request(string name, string description, Entity account, IReadOnlyList<HttpProperty> properties) =>
        new()
        {
            Name = name,
            Kind = HttpSchemaKind.AuthRequest,
            Description = description,
            Entity = account,
            Properties = properties,
        };

    private static HttpEndpoint Endpoint(
        string name,
        string method,
        string summary,
        string description,
        Entity account,
        string? request,
        IReadOnlyList<HttpResponse> responses
    ) =>
        new()
        {
            OperationId = name,
            Method = method,
            Path = AuthenticationRoutes.Usual(name),
            Summary = summary,
            Description = description,
            Tag = Tag,
            RequestSchema = request,
            Responses = responses,
            RequiresAuthentication = false,
            Entity = account,
        };
}
