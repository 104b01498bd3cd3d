namespace SampleService.Infrastructure;

/// <summary>Headers that keep browsers from guessing, framing, leaking and caching what an API answers (OWASP Secure Headers).</summary>
internal static class SecurityHeaders
{
    /// <summary>Adds them to every answer.</summary>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) =>
        app.Use(
            (http, next) =>
            {
                var headers = http.Response.Headers;
                headers.XContentTypeOptions = "nosniff";
                headers.XFrameOptions = "DENY";
                headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
                headers["Referrer-Policy"] = "no-referrer";
                // Some caches heed the one word only, some the other.
                headers.CacheControl = "private, no-store";
                return next(http);
            }
        );
}
