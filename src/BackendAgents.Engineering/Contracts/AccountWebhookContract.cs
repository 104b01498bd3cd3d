using System.Globalization;
using System.Text.Json.Nodes;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Blueprints.Fields;

namespace BackendAgents.Engineering.Contracts;

// The addresses of an account: made, listed, changed, removed and tried by who is logged in.
internal static class AccountWebhookContract
{
    /// <summary>Code of the problem when an account has as many addresses as it may.</summary>
    public const string TooMany = "too-many-webhooks";

    private const string Request = "WebhookRequest";
    private const string Response = "WebhookResponse";
    private const string Created = "NewWebhookResponse";
    private const string Page = "WebhookList";
    private const string Address = "https://example.com/hooks";
    private const int MaxType = 200;
    private const int MaxListed = 100;

    public static IEnumerable<HttpEndpoint> Endpoints(BlueprintIndex index)
    {
        if (index.Account is not { } account || index.Blueprint.AccountWebhooks is not { } hooks)
            return [];
        var failures = hooks.Failures.ToString(CultureInfo.InvariantCulture);
        return
        [
            Endpoint(
                account,
                0,
                "POST",
                "",
                "Have an address told of events",
                "Calls are signed as standardwebhooks.com says, by a secret that is shown in this answer and never again.",
                Responses.Created("The address, with its secret.", Created, []),
                400,
                Responses.Problem(409) with
                {
                    Codes = [ProblemCodes.Of(409), TooMany],
                }
            ) with
            {
                RequestSchema = Request,
            },
            Endpoint(
                account,
                1,
                "GET",
                "",
                "List the own addresses",
                $"With what became of the last calls. One that failed {failures} times in a row is switched off.",
                Responses.Ok("The addresses, newest first.", Page, [])
            ),
            Endpoint(
                account,
                2,
                "PUT",
                "/{id}",
                "Change an address",
                "Replaces address and events, and switches it on or off. What it was not told while it was off is lost.",
                Responses.Ok("The address as it is now.", Response, []),
                400,
                404
            ) with
            {
                RequestSchema = Request,
            },
            Endpoint(
                account,
                3,
                "DELETE",
                "/{id}",
                "Remove an address",
                "From now on it is told of nothing.",
                Responses.NoContent("Removed."),
                404
            ),
            Endpoint(
                account,
                4,
                "POST",
                "/{id}/secret",
                "Change the secret of an address",
                "The new one is shown only here. For a day calls are signed by both.",
                Responses.Ok("The address, with its new secret.", Created, []),
                404
            ),
            Endpoint(
                account,
                5,
                "POST",
                "/{id}/test",
                "Try an address",
                "Tells it of an event that did not happen, also when it is switched off. What became of that stands in the list.",
                Responses.NoContent("It is told with the next."),
                404
            ),
        ];
    }

    public static IEnumerable<HttpSchema> Schemas(BlueprintIndex index)
    {
        if (index.Account is null || index.Blueprint.AccountWebhooks is not { } hooks)
            return [];
        var types = index
            .Blueprint.Events.Where(told => hooks.Events.Contains(told.Id))
            .Select(told => EventTraits.Type(told, index.Blueprint))
            .ToList();
        HttpProperty[] said =
        [
            new("url", ValueModel.Text(1, 2_000, Address), Required: true) { Description = "A public https address." },
            new("events", Events(types), Required: false) { Description = "Types of the events that it is told of; all, if null." },
            new(
                "isActive",
                new HttpValue
                {
                    Type = JsonType.Boolean,
                    Nullable = true,
                    Example = true,
                },
                Required: false
            )
            {
                Description = "Whether it is told of anything; it is, if null.",
            },
        ];
        HttpProperty[] shown =
        [
            new("id", ValueModel.Id, Required: true) { ReadOnly = true, Description = "Identifies it." },
            .. said.Take(2).Select(static property => property with { Required = true, ReadOnly = true }),
        ];
        return
        [
            new HttpSchema
            {
                Name = Request,
                Kind = HttpSchemaKind.AuthRequest,
                Description = "Where an account is told of events, and of which.",
                Properties = said,
            },
            Answer(
                Response,
                "An address that is told of events, without its secret.",
                [
                    .. shown,
                    Said("isActive", new HttpValue { Type = JsonType.Boolean, Example = true }, "Whether it is told of anything."),
                    Time("switchedOffAt", "When it was switched off; null while it is on."),
                    Said("failures", ValueModel.Integer(0, int.MaxValue, 0), "Calls in a row that failed until now."),
                    Time("lastFailedAt", "When a call failed last."),
                    Said("lastFailure", ValueModel.Text(0, 300, "It answers 503.") with { Nullable = true }, "Why that was."),
                    Time("lastToldAt", "When it answered last that it was told."),
                    Said("createdAt", ValueModel.Time, "When it was made, in UTC."),
                ]
            ),
            Answer(
                Created,
                "An address, with its secret.",
                [
                    .. shown,
                    Said(
                        "secret",
                        ValueModel.Text(0, 100, "whsec_" + new string('0', 44)),
                        "The secret of its calls. It is shown only here."
                    ),
                ]
            ),
            Answer(
                Page,
                "Addresses of an account.",
                [
                    Said(
                        "items",
                        new HttpValue
                        {
                            Type = JsonType.Array,
                            Items = new HttpValue { Schema = Response },
                            MaxItems = MaxListed,
                        },
                        "The addresses, newest first."
                    ),
                ]
            ),
        ];
    }

    private static HttpParameter Id => new("id", HttpParameterLocation.Path, Required: true, ValueModel.Id, "Id of the address.");

    private static HttpValue Events(List<string> types) =>
        new()
        {
            Type = JsonType.Array,
            Items = ValueModel.Text(1, MaxType, types.FirstOrDefault()),
            MaxItems = types.Count,
            Nullable = true,
            Example = new JsonArray(JsonValue.Create(types.FirstOrDefault())),
        };

    private static HttpProperty Said(string name, HttpValue value, string description) =>
        new(name, value, Required: true) { ReadOnly = true, Description = description };

    private static HttpProperty Time(string name, string description) => Said(name, ValueModel.Time with { Nullable = true }, description);

    private static HttpEndpoint Endpoint(
        Entity account,
        int which,
        string method,
        string path,
        string summary,
        string description,
        HttpResponse success,
        params Responses.Answer[] problems
    ) =>
        new()
        {
            OperationId = AccountWebhooks.Operations[which],
            Method = method,
            Path = AccountWebhooks.Path + path,
            Summary = summary,
            Description = description,
            Tag = AuthContract.Tag,
            Parameters = path.Length == 0 ? [] : [Id],
            Responses = Responses.Of([success, .. problems, 401]),
            RequiresAuthentication = true,
            ChangesAccounts = method != "GET",
            Entity = account,
        };

    private static HttpSchema Answer(string name, string description, IReadOnlyList<HttpProperty> properties) =>
        new()
        {
            Name = name,
            Kind = HttpSchemaKind.Output,
            Description = description,
            Properties = properties,
        };
}
