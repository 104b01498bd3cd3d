using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Fields;

namespace BackendAgents.Engineering.Contracts;

// Logging in by somebody else, and what an account is linked to.
internal static class LoginProviderContract
{
    /// <summary>Code of the problem when a provider is unknown, or its settings are not there.</summary>
    public const string NotConfigured = "provider-not-configured";

    /// <summary>Code of the problem when a provider doesn't answer.</summary>
    public const string Unavailable = "provider-unavailable";

    /// <summary>Code of the problem when a code is unknown, used, too old or somebody else's.</summary>
    public const string CodeInvalid = "provider-code-invalid";

    /// <summary>Code of the problem when nobody says that an e-mail address belongs to whoever logs in.</summary>
    public const string NotVerified = "email-not-verified";

    /// <summary>Code of the problem when there is an account with the e-mail address, which is not linked.</summary>
    public const string Exists = "account-exists";

    /// <summary>Code of the problem when another account is linked to it.</summary>
    public const string Taken = "identity-taken";

    /// <summary>Code of the problem when the account is linked to somebody else at the same provider.</summary>
    public const string Linked = "provider-linked";

    /// <summary>Code of the problem when an account would be left without a way to log in.</summary>
    public const string Last = "last-login";

    public const string LoginRequest = "FinishLoginRequest";
    private const string LinkRequest = "LoginLinkRequest";
    private const string Link = "LoginLinkResponse";
    private const string Links = "LoginLinkList";
    private const string SampleVerifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private const string SampleChallenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    public static IEnumerable<HttpEndpoint> Endpoints(BlueprintIndex index)
    {
        if (index.Account is not { } account || !LoginProvider.AreUsed(index.Blueprint))
            yield break;
        yield return Endpoint(
            index,
            0,
            "GET",
            "/{name}/start",
            "Begin a login by a provider",
            "For browsers: sends them to the provider, which sends them back to the service, and that to 'redirect' with a 'code' to "
                + "exchange, or with an 'error'."
        ) with
        {
            Parameters =
            [
                Name(index),
                Query(
                    "redirect",
                    ValueModel.Text(1, 2_000, "https://app.example.com/login"),
                    "Needed: where to go in the end, one of those configured."
                ),
                Query(
                    "challenge",
                    ValueModel.Text(43, 43, SampleChallenge),
                    "Needed: SHA-256 of a random verifier, in Base64url; only who has the verifier can exchange the code."
                ),
            ],
            Responses = Responses.Of(
                [new HttpResponse(302, "On to the provider.", null) { Headers = ["Location"] }, 400, Codes(404, NotConfigured)],
                [(503, Unavailable)]
            ),
        };
        yield return Endpoint(
            index,
            1,
            "POST",
            "/exchange",
            "Finish a login by a provider",
            "Exchanges the code that the browser came back with for tokens. Who comes for the first time gets an account; what it needs "
                + "and the provider doesn't tell stands in the request. A code works once, for some minutes."
        ) with
        {
            RequestSchema = LoginRequest,
            Responses = Responses.Of([
                Responses.Ok("Logged in.", SchemaBuilder.TokenResponse, []),
                400,
                Codes(401, CodeInvalid),
                Codes(403, NotVerified),
                Codes(409, ProblemCodes.Of(409), Exists),
            ]),
            ChangesAccounts = true,
            Entity = account,
        };
        yield return Endpoint(
            index,
            2,
            "POST",
            "/links",
            "Link the account to a provider",
            "From then on the account can be logged in to by the provider, too. The code comes from a login that was begun as any other."
        ) with
        {
            RequestSchema = LinkRequest,
            Responses = Responses.Of([
                Responses.Ok("The link.", Link, []),
                400,
                Codes(401, ProblemCodes.Of(401), CodeInvalid),
                Codes(409, ProblemCodes.Of(409), Taken, Linked),
            ]),
            RequiresAuthentication = true,
            ChangesAccounts = true,
        };
        yield return Endpoint(
            index,
            3,
            "GET",
            "/links",
            "List the own links",
            "The providers that the account can be logged in to by."
        ) with
        {
            Responses = Responses.Of([Responses.Ok("The links, oldest first.", Links, []), 401]),
            RequiresAuthentication = true,
        };
        yield return Endpoint(
            index,
            4,
            "DELETE",
            "/links/{name}",
            "Unlink a provider",
            "From then on the account can't be logged in to by the provider."
        ) with
        {
            Parameters = [Name(index)],
            Responses = Responses.Of([Responses.NoContent("Unlinked."), 401, 404, Codes(409, Last)]),
            RequiresAuthentication = true,
            ChangesAccounts = true,
        };
    }

    public static IEnumerable<HttpSchema> Schemas(BlueprintIndex index)
    {
        if (index.Account is not { } account || !LoginProvider.AreUsed(index.Blueprint))
            yield break;
        HttpProperty[] code =
        [
            new("code", ValueModel.Text(1, 200, new string('0', 64)), Required: true) { WriteOnly = true, Description = "The code." },
            new("verifier", ValueModel.Text(43, 128, SampleVerifier), Required: true)
            {
                WriteOnly = true,
                Description = "What the challenge was made from.",
            },
        ];
        yield return Schema(
            LoginRequest,
            HttpSchemaKind.AuthRequest,
            "A code, and what a new account has that the provider doesn't tell.",
            [.. code, .. Told(account, index)]
        ) with
        {
            Entity = account,
        };
        yield return Schema(LinkRequest, HttpSchemaKind.AuthRequest, "A code, to link the account that is logged in.", code);
        yield return Schema(
            Link,
            HttpSchemaKind.Output,
            "A provider that the account is linked to.",
            [
                new HttpProperty("provider", ValueModel.Text(0, 40, First(index)), Required: true)
                {
                    ReadOnly = true,
                    Description = "The provider.",
                },
                new HttpProperty("createdAt", ValueModel.Time, Required: true)
                {
                    ReadOnly = true,
                    Description = "When it was linked, in UTC.",
                },
            ]
        );
        yield return Schema(
            Links,
            HttpSchemaKind.Output,
            "The providers that an account is linked to.",
            [
                new HttpProperty(
                    "items",
                    new HttpValue
                    {
                        Type = JsonType.Array,
                        Items = new HttpValue { Schema = Link },
                        MaxItems = LoginProvider.Most,
                    },
                    Required: true
                )
                {
                    ReadOnly = true,
                    Description = "The links, oldest first.",
                },
            ]
        );
    }

    /// <summary>What a new account may be told beside what the provider tells: all but its e-mail address, which only that may.</summary>
    public static IEnumerable<Field> Fields(Entity account, BlueprintIndex index) =>
        SchemaBuilder.Writable(account, index).Select(static property => property.Field!).Where(field => field.Id != index.LoginField?.Id);

    private static IEnumerable<HttpProperty> Told(Entity account, BlueprintIndex index)
    {
        foreach (var field in Fields(account, index))
        {
            var property = SchemaBuilder.Input(field, index);
            yield return property with
            {
                Required = false,
                Value = property.Value with { Nullable = true, Default = null },
            };
        }

        var free = index.Blueprint.Roles.Where(static role => role.SelfRegister).ToList();
        if (free.Count > 0)
            yield return new HttpProperty("role", AuthContract.RoleValue(free, index) with { Nullable = true }, Required: false)
            {
                Description = "Role of a new account; the provider's usual one when left out.",
            };
    }

    private static string First(BlueprintIndex index) => index.Blueprint.Authentication.Providers[0].Name;

    private static HttpParameter Name(BlueprintIndex index) =>
        new("name", HttpParameterLocation.Path, Required: true, ValueModel.Text(1, 40, First(index)), "Name of the provider.");

    // What is missing is told by name, as a wrong value is: the service reads it as one that may be left out.
    private static HttpParameter Query(string name, HttpValue value, string description) =>
        new(name, HttpParameterLocation.Query, Required: false, value, description);

    private static HttpSchema Schema(string name, HttpSchemaKind kind, string description, IReadOnlyList<HttpProperty> properties) =>
        new()
        {
            Name = name,
            Kind = kind,
            Description = description,
            Properties = properties,
        };

    private static HttpResponse Codes(int status, params string[] codes) => Responses.Problem(status) with { Codes = codes };

    private static HttpEndpoint Endpoint(BlueprintIndex index, int which, string method, string path, string summary, string description) =>
        new()
        {
            OperationId = LoginProvider.Operations[which],
            Method = method,
            Path = LoginProvider.Path + path,
            Summary = summary,
            Description = description,
            Tag = AuthContract.Tag,
            Responses = [],
            RequiresAuthentication = false,
            Entity = index.Account,
        };
}
