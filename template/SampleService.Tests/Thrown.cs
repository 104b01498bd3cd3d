using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;

namespace SampleService.Tests;

/// <summary>Remembers what the service threw, which callers are not told.</summary>
internal sealed class Thrown : IStartupFilter
{
    private const int MaxText = 500;

    private readonly ConcurrentQueue<Exception> _exceptions = new();

    /// <summary>The last exception with its place in the service's files; null when there was none since all was forgotten.</summary>
    public string? Last => _exceptions.LastOrDefault() is { } last ? Tell(last) : null;

    /// <summary>Forgets what was thrown so far.</summary>
    public void Forget() => _exceptions.Clear();

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
        app =>
        {
            app.Use(
                async (http, call) =>
                {
                    await call(http);
                    // The service has made a problem of it by now.
                    if (http.Features.Get<IExceptionHandlerFeature>()?.Error is { } error)
                        _exceptions.Enqueue(error);
                }
            );
            next(app);
        };

    private static string Tell(Exception error)
    {
        var inner = error.InnerException is { } cause ? $" ({cause.GetType().Name}: {cause.Message})" : "";
        var text = $"{error.GetType().Name}: {error.Message}{inner}".ReplaceLineEndings(" ");
        return (text.Length <= MaxText ? text : text[..MaxText] + "…") + Place(error);
    }

    // Where it began in what the service is made of; hooks and handlers before what calls them.
    private static string Place(Exception error)
    {
        var frames = new StackTrace(error, fNeedFileInfo: true).GetFrames();
        var own = frames.Where(static frame => Path(frame) is not null).ToList();
        var frame = own.Find(static frame => !Path(frame)!.EndsWith(".g.cs", StringComparison.Ordinal)) ?? own.FirstOrDefault();
        return frame is null ? "" : $" at {Path(frame)}:{frame.GetFileLineNumber()}";
    }

    private static string? Path(StackFrame frame) =>
        frame.GetFileName()?.Replace('\\', '/') is { } file && file.LastIndexOf("/src/", StringComparison.Ordinal) is >= 0 and var at
            ? file[(at + 1)..]
            : null;
}
