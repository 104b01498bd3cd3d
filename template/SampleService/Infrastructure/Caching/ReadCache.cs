using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Options;

namespace SampleService.Infrastructure;

/// <summary>
/// Keeps copies of answers. Of many that ask for the same at once, one asks the database. Where the copies can't be had, all do.
/// </summary>
internal sealed class ReadCache(HybridCache copies, CacheStamps stamps, CacheMetrics metrics, IOptions<JsonOptions> json)
{
    /// <summary>The answer to a read: a copy, or what the endpoint says now, of which a copy is kept.</summary>
    public async ValueTask<object?> AnswerAsync(CachedRead read, EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (await stamps.CurrentAsync(read.Stamps) is not { } current)
        {
            metrics.Count(CacheResult.Away);
            return await next(context);
        }

        var options = new HybridCacheEntryOptions { Expiration = read.Lifetime, LocalCacheExpiration = read.Lifetime };
        var (isAsked, own) = (false, (object?)null);
        try
        {
            // Without a token: whoever asks first asks for all others, too, and stays until they have their answer.
            var kept = await copies.GetOrCreateAsync(Key(read, current), AskAsync, options, cancellationToken: CancellationToken.None);
            metrics.Count(isAsked ? CacheResult.Miss : CacheResult.Hit);
            return new CachedAnswer(kept);
        }
        catch (NotKeptException)
        {
            metrics.Count(CacheResult.Miss);
            return isAsked ? own : await next(context);
        }
        catch (OperationCanceledException) when (!isAsked && !http.RequestAborted.IsCancellationRequested)
        {
            // Who asked for all has gone.
            metrics.Count(CacheResult.Miss);
            return await next(context);
        }

        async ValueTask<byte[]> AskAsync(CancellationToken stopped)
        {
            isAsked = true;
            own = await next(context);
            return CachedAnswer.Of(own, json.Value.SerializerOptions) ?? throw new NotKeptException();
        }
    }

    private static string Key(CachedRead read, string[] current)
    {
        var text = string.Join('\n', [.. current, read.Asked]);
        return $"{read.Operation}/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";
    }

    private sealed class NotKeptException : Exception;
}
