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
        var outer = (HttpContext)context.UserContext[nameof(HttpContext)]!;
        var arguments = (context.Arguments ?? new Dictionary<string, GraphQL.Execution.ArgumentValue>()).Select(static argument =>
            KeyValuePair.Create(argument.Key, argument.Value.Value)
        );
        var answer = await CallAsync(operation, arguments, outer, context.CancellationToken);
        if (answer.Status >= 400)
            throw GraphErrors.Of(answer.Status, answer.Body);
        return operation.Answer switch
        {
            GraphAnswer.Nothing => true,
            GraphAnswer.Location => answer.Location,
            GraphAnswer.Page => GraphPage.Of(
                answer.Body,
                context.GetArgument<string?>("sort") is { Length: > 0 } sort ? sort : operation.Sort
            ),
            _ => answer.Body,
        };
    }

    /// <summary>Calls an operation as the caller of a request.</summary>
    public async Task<RestAnswer> CallAsync(
        GraphOperation operation,
        IEnumerable<KeyValuePair<string, object?>> arguments,
        HttpContext outer,
        CancellationToken cancellationToken
    )
    {
        await using var scope = scopes.CreateAsyncScope();
        var endpoint = _endpoints.Value[operation.Name];
        var http = Request(operation, arguments, outer, scope.ServiceProvider, cancellationToken);
        using var body = new MemoryStream();
        http.Response.Body = body;
        http.SetEndpoint(endpoint);
        await RunAsync(endpoint, http);
        await http.Response.BodyWriter.FlushAsync(cancellationToken);
        var answer = body.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(body.ToArray());
        return new RestAnswer(http.Response.StatusCode, answer, http.Response.Headers.Location.ToString());
    }

    /// <summary>Whether an operation lets a caller in at all, whatever the row.</summary>
    public bool LetsIn(GraphOperation operation, Caller caller) =>
        _endpoints.Value[operation.Name].Metadata.GetMetadata<AccessTable>()?.For(caller) != Scope.None;

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
        IEnumerable<KeyValuePair<string, object?>> arguments,
        HttpContext outer,
        IServiceProvider services,
        CancellationToken cancellationToken
    )
    {
        var http = new DefaultHttpContext
        {
            RequestServices = services,
            User = outer.User,
            RequestAborted = cancellationToken,
            TraceIdentifier = outer.TraceIdentifier,
        };
        http.Connection.RemoteIpAddress = outer.Connection.RemoteIpAddress;
        (http.Request.Scheme, http.Request.Host, http.Request.Method) = (outer.Request.Scheme, outer.Request.Host, operation.Method);
        var path = operation.Path;
        // What takes an object without members is not asked for one.
        if (operation.Method is not ("GET" or "DELETE"))
            Send(http, new Dictionary<string, object?>());
        List<KeyValuePair<string, string?>> query = [];
        foreach (var (name, argument) in arguments)
        {
            if (argument is not { } value)
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

/// <summary>What an operation answers.</summary>
/// <param name="Status">Its HTTP status.</param>
/// <param name="Body">The body; undefined where there is none.</param>
/// <param name="Location">Where to go; empty where it leads nowhere.</param>
internal sealed record RestAnswer(int Status, JsonElement Body, string Location);
