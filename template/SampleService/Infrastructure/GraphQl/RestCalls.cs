using System.Globalization;
using System.Text.Json;
using GraphQL;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace SampleService.Infrastructure.GraphQl;

/// <summary>
/// Answers fields at the root by the operations of the REST interface, within the process: the same binding, validation, access rules,
/// transactions and problems, and nothing said twice.
/// </summary>
internal sealed class RestCalls(IServiceScopeFactory scopes, EndpointDataSource endpoints)
{
    private readonly Lazy<Dictionary<string, RouteEndpoint>> _endpoints = new(() =>
        endpoints
            .Endpoints.OfType<RouteEndpoint>()
            .Where(static endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>() is not null)
            .ToDictionary(static endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName, StringComparer.Ordinal)
    );

    /// <summary>Calls an operation with the arguments of a field.</summary>
    /// <exception cref="ExecutionError">The operation answers with a problem; its code and status stand in the extensions.</exception>
    public async Task<object?> AnswerAsync(GraphOperation operation, IResolveFieldContext context)
    {
        await using var scope = scopes.CreateAsyncScope();
        var outer = (HttpContext)context.UserContext[nameof(HttpContext)]!;
        var endpoint = _endpoints.Value[operation.Name];
        var http = Request(operation, context, outer, scope.ServiceProvider);
        using var body = new MemoryStream();
        http.Response.Body = body;
        http.SetEndpoint(endpoint);
        await RunAsync(endpoint, http);
        await http.Response.BodyWriter.FlushAsync(context.CancellationToken);
        var answer = body.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(body.ToArray());
        if (http.Response.StatusCode >= 400)
            throw GraphErrors.Of(http.Response.StatusCode, answer);
        return operation.Answer switch
        {
            GraphAnswer.Nothing => true,
            GraphAnswer.Location => http.Response.Headers.Location.ToString(),
            GraphAnswer.Page => GraphPage.Of(answer),
            _ => answer,
        };
    }

    private static async Task RunAsync(RouteEndpoint endpoint, HttpContext http)
    {
        var mayLogIn = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;
        if (!mayLogIn && endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null && http.User.Identity?.IsAuthenticated != true)
        {
            await Problems.Unauthorized().ExecuteAsync(http);
            return;
        }

        try
        {
            await endpoint.RequestDelegate!(http);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !http.RequestAborted.IsCancellationRequested)
        {
            http.Response.Body.SetLength(0);
            http.Features.Set<IExceptionHandlerFeature>(
                new ExceptionHandlerFeature
                {
                    Error = failure,
                    Endpoint = endpoint,
                    Path = http.Request.Path,
                }
            );
            await ActivatorUtilities
                .CreateInstance<FailureHandler>(http.RequestServices)
                .TryHandleAsync(http, failure, http.RequestAborted);
        }
    }

    private static DefaultHttpContext Request(
        GraphOperation operation,
        IResolveFieldContext context,
        HttpContext outer,
        IServiceProvider services
    )
    {
        var http = new DefaultHttpContext
        {
            RequestServices = services,
            User = outer.User,
            RequestAborted = context.CancellationToken,
            TraceIdentifier = outer.TraceIdentifier,
        };
        http.Connection.RemoteIpAddress = outer.Connection.RemoteIpAddress;
        (http.Request.Scheme, http.Request.Host, http.Request.Method) = (outer.Request.Scheme, outer.Request.Host, operation.Method);
        var path = operation.Path;
        // What takes an object without members is not asked for one.
        if (operation.Method is not ("GET" or "DELETE"))
            Send(http, new Dictionary<string, object?>());
        List<KeyValuePair<string, string?>> query = [];
        foreach (var (name, argument) in context.Arguments ?? new Dictionary<string, GraphQL.Execution.ArgumentValue>())
        {
            if (argument.Value is not { } value)
                continue;
            if (operation.InPath(name))
            {
                http.Request.RouteValues[name] = Text(value);
                path = path.Replace($"{{{name}}}", Uri.EscapeDataString(Text(value)), StringComparison.Ordinal);
            }
            else if (name == "input")
            {
                Send(http, value);
            }
            else if (name == "ifMatch")
            {
                http.Request.Headers.IfMatch = Text(value);
            }
            else
            {
                query.Add(new(GraphPage.Parameter(operation, name), Text(value)));
            }
        }

        http.Request.Path = path;
        http.Request.QueryString = QueryString.Create(query);
        return http;
    }

    private static void Send(DefaultHttpContext http, object value)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(value);
        http.Request.Body = new MemoryStream(bytes, writable: false);
        http.Request.ContentType = "application/json";
        http.Request.ContentLength = bytes.Length;
        http.Features.Set<IHttpRequestBodyDetectionFeature>(new HasBody());
    }

    // A value of a path or query in the API's notation.
    private static string Text(object value) =>
        value switch
        {
            bool truth => truth ? "true" : "false",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };

    private sealed class HasBody : IHttpRequestBodyDetectionFeature
    {
        public bool CanHaveBody => true;
    }
}
