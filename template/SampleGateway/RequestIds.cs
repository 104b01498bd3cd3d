namespace SampleGateway;

/// <summary>Gives each request an id that all services see, and the caller, too.</summary>
internal static class RequestIds
{
    /// <summary>The header that carries it.</summary>
    public const string Header = "X-Request-Id";

    private const int Longest = 64;

    /// <summary>Takes the caller's id where it is a plain one, else makes one.</summary>
    public static void UseRequestIds(this IApplicationBuilder app) =>
        app.Use(
            (http, next) =>
            {
                var given = http.Request.Headers[Header].ToString();
                var id = given.Length is > 0 and <= Longest && given.All(IsPlain) ? given : Guid.CreateVersion7().ToString();
                http.TraceIdentifier = id;
                http.Request.Headers[Header] = id;
                http.Response.OnStarting(() =>
                {
                    http.Response.Headers[Header] = id;
                    return Task.CompletedTask;
                });
                return next(http);
            }
        );

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.';
}
