using System.Globalization;
using System.Text.Json.Nodes;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Fields;

namespace BackendAgents.Engineering.Contracts;

// The keys of an account: made, listed, changed and revoked by who is logged in.
internal static class ApiKeyContract
{
    /// <summary>Code of the problem when a key is missing, unknown, expired or revoked.</summary>
    public const string Invalid = "api-key-invalid";

    /// <summary>Code of the problem when an operation takes no keys.</summary>
    public const string NotAccepted = "api-key-not-accepted";

    /// <summary>Code of the problem when the key is for other operations.</summary>
    public const string OutOfScope = "api-key-out-of-scope";

    /// <summary>Code of the problem when an account has as many keys as it may.</summary>
    public const string TooMany = "too-many-api-keys";

    /// <summary>Code of the problem when a revoked key is changed.</summary>
    public const string Revoked = "api-key-revoked";

    public const string Request = "ApiKeyRequest";
    public const string Response = "ApiKeyResponse";
    public const string Created = "NewApiKeyResponse";
    private const string Page = "ApiKeyList";
    private const int MaxName = 100;
    private const int MaxScope = 60;
    private const int MaxListed = 100;
    private const string Prefix = "key_0193a0000000";

    public static IEnumerable<HttpEndpoint> Endpoints(BlueprintIndex index)
    {
        if (index.Account is not { } account || index.Blueprint.Authentication.ApiKeys is not { } keys)
            yield break;
        var most = keys.MaxPerAccount.ToString(CultureInfo.InvariantCulture);
        yield return Endpoint(
            account,
            0,
            "POST",
            "Make a key",
            "The key is shown in this answer and never again; the service keeps a hash."
        ) with
        {
            RequestSchema = Request,
            Responses = Responses.Of([
                Responses.Created("The key.", Created, []),
                400,
                Unknown,
                Responses.Problem(403),
                Codes(409, TooMany),
            ]),
            ChangesAccounts = true,
        };
        yield return Endpoint(
            account,
            1,
            "GET",
            "List the own keys",
            $"The newest {MaxListed} with their beginnings; at most {most} are not revoked."
        ) with
        {
            Responses = Responses.Of([Responses.Ok("The keys, newest first.", Page, []), Unknown, Responses.Problem(403)]),
        };
        yield return Endpoint(
            account,
            2,
            "PUT",
            "Change a key",
            "Replaces name, end and scopes. What has expired can be made valid again."
        ) with
        {
            Parameters = [Id],
            RequestSchema = Request,
            Responses = Responses.Of([
                Responses.Ok("The key as it is now.", Response, []),
                400,
                Unknown,
                Responses.Problem(403),
                404,
                Codes(409, Revoked),
            ]),
            ChangesAccounts = true,
        };
        yield return Endpoint(account, 3, "DELETE", "Revoke a key", "From now on it is refused. A revoked key stays in the list.") with
        {
            Parameters = [Id],
            Responses = Responses.Of([Responses.NoContent("Revoked."), Unknown, Responses.Problem(403), 404]),
        };
    }

    public static IEnumerable<HttpSchema> Schemas(BlueprintIndex index)
    {
        if (index.Account is null || index.Blueprint.Authentication.ApiKeys is not { } keys)
            yield break;
        var names = ApiKeys.Calls(index.Blueprint).Select(static operation => operation.Name).ToList();
        HttpProperty[] said =
        [
            new("name", ValueModel.Text(1, MaxName, "nightly import"), Required: true) { Description = "What it is for." },
            // What is missing is told by name, as a value that is out of bounds is: the service reads it as one that may be left out.
            new("expiresAt", ValueModel.Time with { Nullable = true }, Required: false)
            {
                Description = keys.MaxDays is { } days
                    ? string.Create(CultureInfo.InvariantCulture, $"When it stops being valid: needed, and within {days} days.")
                    : "When it stops being valid; when it is revoked, if null.",
            },
            new("scopes", Scopes(names), Required: false) { Description = "Operations that it may call; all that take keys, if null." },
        ];
        yield return new HttpSchema
        {
            Name = Request,
            Kind = HttpSchemaKind.AuthRequest,
            Description = "What a key is for, and how long.",
            Properties = said,
        };
        var prefix = new HttpProperty("prefix", ValueModel.Text(0, 20, Prefix), Required: true)
        {
            ReadOnly = true,
            Description = "What the key begins with, to tell it by.",
        };
        HttpProperty[] shown =
        [
            new("id", ValueModel.Id, Required: true) { ReadOnly = true, Description = "Identifies it." },
            .. said.Select(static property => property with { Required = true, ReadOnly = true }),
            prefix,
        ];
        yield return Answer(
            Response,
            "A key, without the key itself.",
            [
                .. shown,
                Time("lastUsedAt", "When it was last used, to the minute; null when never."),
                Time("revokedAt", "When it was revoked; null while it is not."),
                new HttpProperty("createdAt", ValueModel.Time, Required: true)
                {
                    ReadOnly = true,
                    Description = "When it was made, in UTC.",
                },
            ]
        );
        yield return Answer(
            Created,
            "A new key.",
            [
                .. shown.Where(static property => property.Name != "scopes"),
                new HttpProperty("key", ValueModel.Text(0, 100, Prefix + "_" + new string('0', 64)), Required: true)
                {
                    ReadOnly = true,
                    Description = $"The key, for the header {keys.Header}. It is shown only here.",
                },
            ]
        );
        yield return Answer(
            Page,
            "Keys of an account.",
            [
                new HttpProperty(
                    "items",
                    new HttpValue
                    {
                        Type = JsonType.Array,
                        Items = new HttpValue { Schema = Response },
                        MaxItems = MaxListed,
                    },
                    Required: true
                )
                {
                    ReadOnly = true,
                    Description = "The keys, newest first.",
                },
            ]
        );
    }

    /// <summary>The problems of an operation that takes keys, beside those that it has anyway.</summary>
    public static IEnumerable<(int Status, string Code)> Problems(Operation operation) =>
        operation.ApiKeys ? [(401, ProblemCodes.Of(401)), (401, Invalid), (403, ProblemCodes.Of(403)), (403, OutOfScope)] : [];

    // A login that has ended, or a key where none is taken.
    private static HttpResponse Unknown => Responses.Problem(401);

    private static HttpParameter Id => new("id", HttpParameterLocation.Path, Required: true, ValueModel.Id, "Id of the key.");

    private static HttpValue Scopes(List<string> names) =>
        new()
        {
            Type = JsonType.Array,
            Items = ValueModel.Text(1, MaxScope, names.FirstOrDefault()),
            MaxItems = names.Count,
            Nullable = true,
            Example = new JsonArray(JsonValue.Create(names.FirstOrDefault())),
        };

    private static HttpProperty Time(string name, string description) =>
        new(name, ValueModel.Time with { Nullable = true }, Required: true) { ReadOnly = true, Description = description };

    private static HttpSchema Answer(string name, string description, IReadOnlyList<HttpProperty> properties) =>
        new()
        {
            Name = name,
            Kind = HttpSchemaKind.Output,
            Description = description,
            Properties = properties,
        };

    private static HttpResponse Codes(int status, string code) =>
        Responses.Problem(status) with
        {
            Codes = [ProblemCodes.Of(status), code],
        };

    private static HttpEndpoint Endpoint(Entity account, int which, string method, string summary, string description) =>
        new()
        {
            OperationId = ApiKeys.Operations[which],
            Method = method,
            Path = ApiKeys.Path + (which < 2 ? "" : "/{id}"),
            Summary = summary,
            Description = description,
            Tag = AuthContract.Tag,
            Responses = [],
            RequiresAuthentication = true,
            Entity = account,
        };
}
