using System.Globalization;
using System.Text.Json.Nodes;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Contracts;
using Microsoft.OpenApi;

namespace BackendAgents.Engineering.Capabilities.OpenApi;

// The document from top to bottom.
internal sealed class DocumentBuilder(HttpContract contract, Blueprint blueprint)
{
    private const string Bearer = "bearer";
    private const string ApiKey = "apiKey";
    private readonly OpenApiDocument _document = new();
    private readonly Dictionary<string, HttpParameter> _shared = SharedParameters(contract);

    public OpenApiDocument Build()
    {
        var schemas = new SchemaWriter(_document, contract);
        _document.Info = new OpenApiInfo
        {
            Title = contract.Service.Title,
            Version = contract.Service.Version,
            Description = contract.Service.Description.Length > 0 ? contract.Service.Description : $"The API of {contract.Service.Title}.",
            Contact = new OpenApiContact { Name = $"{contract.Service.Title} maintainers" },
        };
        _document.Servers = [new OpenApiServer { Url = "/", Description = "The host that serves this document." }];
        _document.Tags = Tags().ToHashSet();
        _document.Components = new OpenApiComponents
        {
            Schemas = contract.Schemas.ToDictionary(static schema => schema.Name, schemas.Of),
            Responses = Problems().ToDictionary(Key, Response),
            Headers = Headers(schemas),
            Parameters = _shared.ToDictionary(static shared => shared.Key, shared => (IOpenApiParameter)Written(shared.Value, schemas)),
        };
        if (contract.Endpoints.Any(static endpoint => endpoint.RequiresAuthentication))
        {
            _document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [Bearer] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.Http,
                    Scheme = "bearer",
                    BearerFormat = "JWT",
                    Description = "The access token that logging in gives.",
                },
            };
        }

        if (contract.KeyHeader is { } header)
        {
            _document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            _document.Components.SecuritySchemes[ApiKey] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = header,
                Description = "A key that an account has made for a program.",
            };
        }

        _document.Paths = [];
        foreach (var endpoints in contract.Endpoints.GroupBy(static endpoint => endpoint.Path))
        {
            var item = new OpenApiPathItem { Operations = [] };
            foreach (var endpoint in endpoints)
                item.Operations[HttpMethod.Parse(endpoint.Method)] = Operation(endpoint, schemas);
            _document.Paths[endpoints.Key] = item;
        }

        foreach (var (name, schema) in schemas.Shared())
            _document.Components.Schemas.Add(name, schema);

        _document.Workspace?.RegisterComponents(_document);
        return _document;
    }

    private OpenApiOperation Operation(HttpEndpoint endpoint, SchemaWriter schemas)
    {
        var operation = new OpenApiOperation
        {
            OperationId = endpoint.OperationId,
            Summary = endpoint.Summary,
            Description = Description(endpoint),
            Tags = new HashSet<OpenApiTagReference> { new(endpoint.Tag, _document) },
            Responses = [],
            // An empty list says aloud that no token is needed.
            Security =
            [
                .. endpoint.RequiresAuthentication ? [Needs(Bearer)] : (OpenApiSecurityRequirement[])[],
                .. endpoint.AcceptsKeys ? [Needs(ApiKey)] : (OpenApiSecurityRequirement[])[],
            ],
        };
        if (endpoint.Parameters.Count > 0)
        {
            operation.Parameters =
            [
                .. endpoint.Parameters.Select(parameter =>
                    SharedKey(parameter) is { } key
                        ? (IOpenApiParameter)new OpenApiParameterReference(key, _document)
                        : Written(parameter, schemas)
                ),
            ];
        }

        if (endpoint.RequestSchema is { } body)
            operation.RequestBody = new OpenApiRequestBody { Required = true, Content = Content(HttpContract.Json, body) };
        else if (endpoint.RequestFiles is { Count: > 0 } files)
            operation.RequestBody = new OpenApiRequestBody { Required = true, Content = FileContent.Of(files) };
        foreach (var response in endpoint.Responses)
        {
            operation.Responses[response.Status.ToString(CultureInfo.InvariantCulture)] = response
                is { IsProblem: true, HasOwnCodes: false }
                ? new OpenApiResponseReference(Key(response), _document)
                : Response(response);
        }

        return operation;
    }

    private OpenApiSecurityRequirement Needs(string scheme) => new() { [new OpenApiSecuritySchemeReference(scheme, _document)] = [] };

    private static OpenApiParameter Written(HttpParameter parameter, SchemaWriter schemas) =>
        new OpenApiParameter
        {
            Name = parameter.Name,
            In = parameter.In switch
            {
                HttpParameterLocation.Path => ParameterLocation.Path,
                HttpParameterLocation.Query => ParameterLocation.Query,
                _ => ParameterLocation.Header,
            },
            Required = parameter.Required,
            Description = parameter.Description,
            Schema = schemas.Of(parameter.Value),
        };

    // What lists, updates and paths have in common: it is about no field, and means the same everywhere.
    private static Dictionary<string, HttpParameter> SharedParameters(HttpContract contract)
    {
        var shared = new Dictionary<string, HttpParameter>(StringComparer.Ordinal);
        foreach (
            var parameter in contract
                .Endpoints.Where(static endpoint =>
                    endpoint.Operation
                        is { Kind: OperationKind.List or OperationKind.ListLinked or OperationKind.Get or OperationKind.Update }
                )
                .SelectMany(static endpoint => endpoint.Parameters)
                .Where(static parameter =>
                    parameter is { Field: null, Relation: null } && (parameter.In != HttpParameterLocation.Path || parameter.Name == "id")
                )
        )
            shared.TryAdd(Name(parameter), parameter);
        return shared;
    }

    // Others have the same name and other bounds.
    private string? SharedKey(HttpParameter parameter) =>
        _shared.GetValueOrDefault(Name(parameter)) is { } shared && Meaning(shared) == Meaning(parameter) ? Name(parameter) : null;

    private static (HttpParameterLocation, string, decimal?, int?) Meaning(HttpParameter parameter) =>
        (parameter.In, parameter.Description, parameter.Value.Maximum, parameter.Value.MaxLength);

    private static string Name(HttpParameter parameter) => Conventions.Pascal(parameter.Name.Replace("-", "", StringComparison.Ordinal));

    // Who may call stands in the description, for OpenAPI 3.0 has no place for roles of an http scheme.
    private string Description(HttpEndpoint endpoint)
    {
        if (!endpoint.RequiresAuthentication || endpoint.Access.Count == 0)
            return endpoint.Description;
        var callers = endpoint.Access.Select(rule =>
            (blueprint.Roles.FirstOrDefault(role => role.Id == rule.Role)?.Name ?? rule.Role)
            + (rule.Scope is AccessScope.Own ? " (own rows)" : "")
        );
        return $"{endpoint.Description} For: {string.Join(", ", callers)}.";
    }

    private IOpenApiResponse Response(HttpResponse response)
    {
        var written = new OpenApiResponse { Description = Description(response) };
        if (response.Headers.Count > 0)
            written.Headers = response.Headers.ToDictionary(
                static name => name,
                name => response.Status is >= 300 and < 400 ? (IOpenApiHeader)OnTo(name) : new OpenApiHeaderReference(name, _document)
            );
        if (response.Files.Count > 0)
            written.Content = FileContent.Of(response.Files);
        if (response is not { Schema: { } schema, MediaType: { } media })
            return written;
        if (response.HasOwnCodes)
            written.Content = new Dictionary<string, IOpenApiMediaType>
            {
                [media] = new OpenApiMediaType
                {
                    Schema = new OpenApiSchemaReference(schema, _document),
                    Examples = response.Codes.ToDictionary(
                        static code => code,
                        code => (IOpenApiExample)new OpenApiExample { Value = ExampleBodies.Problem(response, code) }
                    ),
                },
            };
        else
            written.Content = Content(media, schema, response.IsProblem ? ExampleBodies.Problem(response, response.Codes[0]) : null);
        return written;
    }

    private static string Description(HttpResponse response) =>
        response.HasOwnCodes
            ? $"{response.Description} Codes: {string.Join(", ", response.Codes.Select(static code => $"`{code}`"))}."
            : response.Description;

    // A redirect's Location is not that of a new resource.
    private OpenApiHeader OnTo(string name) =>
        new OpenApiHeader
        {
            Description = "Address to go on to.",
            Schema = new SchemaWriter(_document, contract).Of(
                HeaderValues.All.First(header => header.Name == name).Value with
                {
                    Example = "https://example.com/a",
                }
            ),
        };

    private Dictionary<string, IOpenApiMediaType> Content(string media, string schema, JsonNode? example = null) =>
        new()
        {
            [media] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(schema, _document), Example = example },
        };

    private IEnumerable<HttpResponse> Problems() =>
        contract
            .Endpoints.SelectMany(static endpoint => endpoint.Responses)
            .Where(static response => response is { IsProblem: true, HasOwnCodes: false })
            .DistinctBy(static response => response.Status)
            .OrderBy(static response => response.Status);

    private static string Key(HttpResponse response) =>
        response.Status switch
        {
            400 => "BadRequest",
            401 => "Unauthorized",
            403 => "Forbidden",
            404 => "NotFound",
            409 => "Conflict",
            412 => "PreconditionFailed",
            416 => "RangeNotSatisfiable",
            428 => "PreconditionRequired",
            429 => "TooManyRequests",
            500 => "InternalServerError",
            503 => "ServiceUnavailable",
            var status => "Status" + status.ToString(CultureInfo.InvariantCulture),
        };

    private Dictionary<string, IOpenApiHeader> Headers(SchemaWriter schemas)
    {
        var used = contract
            .Endpoints.SelectMany(static endpoint => endpoint.Responses)
            .SelectMany(static response => response.Headers)
            .ToHashSet();
        return HeaderValues
            .All.Where(header => used.Contains(header.Name))
            .ToDictionary(
                static header => header.Name,
                header => (IOpenApiHeader)new OpenApiHeader { Description = header.Description, Schema = schemas.Of(header.Value) }
            );
    }

    private IEnumerable<OpenApiTag> Tags()
    {
        foreach (var tag in contract.Endpoints.DistinctBy(static endpoint => endpoint.Tag))
        {
            var described =
                tag.Operation is null ? "Accounts and sessions."
                : tag.Entity is { Description.Length: > 0 } entity ? entity.Description
                : $"Operations on {Conventions.Phrase(tag.Tag)}.";
            yield return new OpenApiTag { Name = tag.Tag, Description = described };
        }
    }
}
