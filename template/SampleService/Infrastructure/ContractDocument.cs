using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.OpenApi;

namespace SampleService.Infrastructure;

/// <summary>The OpenAPI document that the running service gives of itself, at /openapi/v1.json.</summary>
internal static class ContractDocument
{
    /// <summary>Adds the document.</summary>
    public static IServiceCollection AddContractDocument(this IServiceCollection services) => services.AddOpenApi("v1", options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_0;
            options.AddSchemaTransformer(
                (schema, context, _) =>
                {
                    // A required member is nullable in C#, so that its absence can be told to the caller by name; in the contract it is
                    // not.
                    if (
                        context.JsonPropertyInfo?.AttributeProvider?.IsDefined(typeof(RequiredAttribute), inherit: true) == true
                        && schema.Type is { } type
                    )
                        schema.Type = type & ~JsonSchemaType.Null;
                    if (
                        context.JsonPropertyInfo?.AttributeProvider?.GetCustomAttributes(typeof(AllowedValuesAttribute), inherit: true)
                        is [AllowedValuesAttribute allowed]
                    )
                        schema.Enum = [.. allowed.Values.Select(value => JsonValue.Create(value?.ToString())!)];
                    if (context.JsonTypeInfo.Type.IsAssignableTo(typeof(ProblemDetails)) && context.JsonPropertyInfo is null)
                    {
                        (schema.Properties ??= new Dictionary<string, IOpenApiSchema>())["code"] = new OpenApiSchema
                        {
                            Type = JsonSchemaType.String,
                        };
                        (schema.Required ??= new HashSet<string>()).Add("code");
                    }
                    if (schema.Enum is { Count: > 0 } && schema.Type is null)
                        schema.Type = JsonSchemaType.String;
                    return Task.CompletedTask;
                }
            );
            options.AddDocumentTransformer(
                (document, _, _) =>
                {
                    // The same for members of an enum type, which the framework writes as a choice between null and the enum.
                    var requests = document
                        .Paths.Values.SelectMany(static path => path.Operations?.Values ?? Enumerable.Empty<OpenApiOperation>())
                        .SelectMany(static operation => operation.RequestBody?.Content?.Values ?? Enumerable.Empty<OpenApiMediaType>())
                        .Select(static content => (content.Schema as OpenApiSchemaReference)?.Reference.Id)
                        .OfType<string>()
                        .ToHashSet(StringComparer.Ordinal);
                    foreach (
                        var schema in document
                            .Components?.Schemas?.Where(schema => requests.Contains(schema.Key))
                            .Select(static schema => schema.Value)
                            .OfType<OpenApiSchema>()
                            ?? []
                    )
                    {
                        foreach (var name in schema.Required ?? Enumerable.Empty<string>())
                        {
                            if (
                                schema.Properties?.TryGetValue(name, out var member) == true
                                && member.OneOf is { Count: 2 } choice
                                && choice.OfType<OpenApiSchemaReference>().SingleOrDefault() is { } only
                            )
                                schema.Properties[name] = only;
                        }
                    }

                    return Task.CompletedTask;
                }
            );
            options.AddOperationTransformer(
                async (operation, context, cancellationToken) =>
                {
                    // Values of the query are read as texts; the document shows what they stand for.
                    foreach (var described in context.Description.ParameterDescriptions)
                    {
                        if (
                            (
                                described.ParameterDescriptor as IParameterInfoParameterDescriptor
                            )?.ParameterInfo.GetCustomAttribute<QueryOfAttribute>()
                                is { } meant
                            && operation
                                .Parameters?.OfType<OpenApiParameter>()
                                .FirstOrDefault(parameter => parameter.Name == described.Name)
                                is { } parameter
                        )
                            parameter.Schema = await context.GetOrCreateSchemaAsync(meant.Type, null, cancellationToken);
                    }

                    var metadata = context.Description.ActionDescriptor.EndpointMetadata;
                    if (
                        metadata.OfType<IOrders>().FirstOrDefault() is { } orders
                        && operation.Parameters?.OfType<OpenApiParameter>().FirstOrDefault(static parameter => parameter.Name == "sort")
                            is { } sort
                    )
                        sort.Schema = new OpenApiSchema
                        {
                            Type = JsonSchemaType.String,
                            Enum = [.. orders.Names.Select(static name => JsonValue.Create(name))],
                        };

                    // Read from the endpoint itself: the document says that a token is needed exactly where the service asks for one.
                    if (metadata.OfType<IAuthorizeData>().Any() && !metadata.OfType<IAllowAnonymous>().Any())
                    {
                        context.Document!.AddComponent(
                            "bearer",
                            new OpenApiSecurityScheme
                            {
                                Type = SecuritySchemeType.Http,
                                Scheme = "bearer",
                                BearerFormat = "JWT",
                            }
                        );
                        operation.Security = [new() { [new OpenApiSecuritySchemeReference("bearer", context.Document)] = [] }];
                    }

                    foreach (
                        var parameter in operation.Parameters?.OfType<OpenApiParameter>().Where(parameter => parameter.Name == "If-Match")
                            ?? []
                    )
                        parameter.Required = true;
                }
            );
        });
}
