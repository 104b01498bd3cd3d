using System.Buffers.Binary;
using System.Buffers.Text;
using Microsoft.EntityFrameworkCore;

namespace SampleService.Infrastructure;

/// <summary>
/// Pages by key: the cursor names the last row seen, so pages stay right while rows come and go, and deep pages cost no more.
/// </summary>
public static class Paging
{
    /// <summary>Rows on a page when the caller names no limit.</summary>
    public const int DefaultLimit = 20;

    /// <summary>Most rows on a page.</summary>
    public const int MaxLimit = 100;

    /// <summary>
    /// Answers one page, newest first; or what is wrong with the request, limit and cursor among it.
    /// </summary>
    public static Task<IResult> PageAsync<TRow, TItem>(
        this IQueryable<TRow> rows,
        Validation errors,
        string? limit,
        string? cursor,
        Func<TRow, TItem> show,
        CancellationToken cancellationToken
    )
        where TRow : Row => rows.PageAsync(new NewestFirst<TRow>(), errors, limit, cursor, show, cancellationToken);

    /// <summary>The same in another order.</summary>
    public static async Task<IResult> PageAsync<TRow, TItem>(
        this IQueryable<TRow> rows,
        RowSort<TRow> sort,
        Validation errors,
        string? limit,
        string? cursor,
        Func<TRow, TItem> show,
        CancellationToken cancellationToken
    )
        where TRow : Row
    {
        var size = errors.Read<int>("limit", limit) ?? DefaultLimit;
        if (size is < 1 or > MaxLimit)
            errors.Add("limit", $"must be between 1 and {MaxLimit}");
        var beyond = string.IsNullOrEmpty(cursor) ? rows : sort.After(rows, cursor);
        if (beyond is null)
            errors.Add("cursor", "is not one that this service gave out for this order");
        if (errors.Failed || beyond is null)
            return errors.Problem();

        var found = await sort.Sorted(beyond).Take(size + 1).ToListAsync(cancellationToken);
        var items = found.Take(size).ToList();
        return TypedResults.Ok(
            new Page<TItem> { Items = [.. items.Select(show)], NextCursor = found.Count > size ? sort.Cursor(items[^1]) : null }
        );
    }

    /// <summary>
    /// The rows older than one. The first condition bounds the search of the index; without it the newer rows are read, too.
    /// </summary>
    public static IQueryable<TRow> After<TRow>(this IQueryable<TRow> rows, DateTimeOffset at, Guid id)
        where TRow : Row => rows.Where(row => row.CreatedAt <= at && (row.CreatedAt < at || row.Id < id));

    /// <summary>Rows in the order of pages.</summary>
    public static IQueryable<TRow> NewestFirst<TRow>(this IQueryable<TRow> rows)
        where TRow : Row => rows.OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id);

    /// <summary>The cursor after a row.</summary>
    public static string Write(DateTimeOffset createdAt, Guid id)
    {
        Span<byte> bytes = stackalloc byte[24];
        BinaryPrimitives.WriteInt64BigEndian(bytes, createdAt.UtcTicks);
        id.TryWriteBytes(bytes[8..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Reads a cursor that <see cref="Write"/> wrote.</summary>
    public static bool TryRead(string cursor, out DateTimeOffset createdAt, out Guid id)
    {
        createdAt = default;
        id = default;
        Span<byte> bytes = stackalloc byte[24];
        if (cursor.Length != 32 || !Base64Url.IsValid(cursor) || !Base64Url.TryDecodeFromChars(cursor, bytes, out var count) || count != 24)
            return false;
        var ticks = BinaryPrimitives.ReadInt64BigEndian(bytes);
        if (ticks < DateTimeOffset.MinValue.Ticks || ticks > DateTimeOffset.MaxValue.Ticks)
            return false;
        createdAt = new DateTimeOffset(ticks, TimeSpan.Zero);
        id = new Guid(bytes[8..]);
        return true;
    }
}
