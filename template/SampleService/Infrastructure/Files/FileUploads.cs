using System.Buffers;
using Microsoft.AspNetCore.Http.Features;

namespace SampleService.Infrastructure;

/// <summary>Takes the bodies of requests as files: bounded and checked while they come, and never whole in memory.</summary>
internal static class FileUploads
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(10);
    private const int Chunk = 65_536;
    private const int Slack = 65_536;

    /// <summary>
    /// Receives a file before the endpoint runs, and before its transaction begins. It is kept when the endpoint succeeds, and else
    /// removed again.
    /// </summary>
    /// <param name="endpoint">The endpoint; what names its row is its first parameter.</param>
    /// <param name="may">Refuses who may not send one, before anything is read.</param>
    /// <param name="rules">What is taken.</param>
    public static RouteHandlerBuilder Receives<TKey>(
        this RouteHandlerBuilder endpoint,
        Func<TKey, AppDb, Work, CancellationToken, Task<IResult?>> may,
        FileRules rules
    )
    {
        endpoint.WithMetadata(rules).WithRequestTimeout(s_longest);
        return endpoint.AddEndpointFilter(
            async (context, next) =>
            {
                var http = context.HttpContext;
                var work = (await Work.BindAsync(http))!;
                if (await may(context.GetArgument<TKey>(0), work.Db, work, http.RequestAborted) is { } refused)
                    return refused;
                var files = http.RequestServices.GetRequiredService<IFileStore>();
                var (name, wrong) = await ReceiveAsync(http, files, rules);
                if (wrong is not null)
                    return wrong;
                http.Features.Set(new ReceivedFile(name));
                var isKept = false;
                try
                {
                    var result = await next(context);
                    isKept = Transactions.IsKept(result);
                    return result;
                }
                finally
                {
                    if (!isKept)
                        await files.RemoveAsync(name, CancellationToken.None);
                }
            }
        );
    }

    private static async Task<(string Name, IResult? Wrong)> ReceiveAsync(HttpContext http, IFileStore files, FileRules rules)
    {
        if (FileType.Of(http.Request.ContentType) is not { } type || !rules.Types.Contains(type.Media))
            return ("", WrongType(rules));
        if (http.Request.ContentLength > rules.MaxBytes)
            return ("", TooLarge(rules));
        // The server's own bound is that of JSON. What is counted here comes first.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = (long)rules.MaxBytes + Slack;
        var name = FileName.New(type);
        IResult? wrong = null;
        try
        {
            await files.WriteAsync(
                name,
                async (target, stopped) =>
                {
                    wrong = await CopyAsync(http.Request.Body, target, type, rules, stopped);
                    if (wrong is not null)
                        throw new InvalidDataException();
                },
                http.RequestAborted
            );
        }
        catch (InvalidDataException) when (wrong is not null)
        {
            return ("", wrong);
        }

        return (name, null);
    }

    private static async Task<IResult?> CopyAsync(
        Stream source,
        Stream target,
        FileType type,
        FileRules rules,
        CancellationToken cancellationToken
    )
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Chunk);
        try
        {
            var length = await source.ReadAtLeastAsync(buffer, FileType.HeadLength, throwOnEndOfStream: false, cancellationToken);
            if (length == 0)
                return new Validation().Add("$", "is required").Problem();
            if (!type.Fits(buffer.AsSpan(0, Math.Min(length, FileType.HeadLength))))
                return WrongType(rules);
            long total = 0;
            while (length > 0)
            {
                total += length;
                if (total > rules.MaxBytes)
                    return TooLarge(rules);
                await target.WriteAsync(buffer.AsMemory(0, length), cancellationToken);
                length = await source.ReadAsync(buffer, cancellationToken);
            }

            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static IResult WrongType(FileRules rules) =>
        Problems.Of(
            StatusCodes.Status415UnsupportedMediaType,
            $"Send a file that is what its Content-Type says, one of {string.Join(", ", rules.Types)}.",
            "file-type-refused"
        );

    private static IResult TooLarge(FileRules rules) =>
        Problems.Of(StatusCodes.Status413PayloadTooLarge, $"A file may have {rules.MaxBytes} bytes.", "file-too-large");
}
