using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SampleService.Infrastructure;

namespace SampleService.Tests;

/// <summary>
/// Bounds what tests wait for: the service runs in their process, where a hook or a handler that loops for ever can't be cancelled. What
/// gave no answer once is not called again, so that it costs its own tests, and those only once. TEST_PATIENCE says how many seconds.
/// </summary>
internal sealed class Patience : IStartupFilter
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(
        int.TryParse(Environment.GetEnvironmentVariable("TEST_PATIENCE"), out var seconds) ? seconds : 60
    );

    private static readonly ConcurrentDictionary<string, TemplateMatcher> s_stuck = new();

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
        app =>
        {
            app.Use(BoundAsync);
            next(app);
        };

    private static async Task BoundAsync(HttpContext http, RequestDelegate next)
    {
        if (s_stuck.FirstOrDefault(stuck => IsIt(http.Request, stuck)).Key is { } name)
            throw new TimeoutException($"{name} is not called again: there was {Silence}");
        var answered = Task.Run(() => next(http));
        try
        {
            await answered.WaitAsync(s_limit);
        }
        catch (TimeoutException) when (!answered.IsCompleted)
        {
            var stuck = RecordStuck(http);
            // What it holds is given back, for other tests wait for it.
            await http.RequestServices.GetRequiredService<AppDb>().Database.GetDbConnection().CloseAsync();
            throw new TimeoutException($"{stuck}: there was {Silence}");
        }
    }

    private static string Silence => string.Create(CultureInfo.InvariantCulture, $"no answer within {s_limit.TotalSeconds} s.");

    private static string RecordStuck(HttpContext http)
    {
        var name = $"{http.Request.Method} {http.Request.Path}";
        if (http.GetEndpoint() is not RouteEndpoint { RoutePattern.RawText: { } pattern })
            return name;
        name = $"{http.Request.Method} {pattern}";
        s_stuck.TryAdd(name, new TemplateMatcher(TemplateParser.Parse(pattern.TrimStart('/')), []));
        return name;
    }

    private static bool IsIt(HttpRequest request, KeyValuePair<string, TemplateMatcher> stuck) =>
        stuck.Key.StartsWith(request.Method + " ", StringComparison.Ordinal) && stuck.Value.TryMatch(request.Path, []);
}
