using System.Collections.Concurrent;
using System.Text.Json;
using GraphQL;
using Microsoft.EntityFrameworkCore;

namespace SampleService.Infrastructure.GraphQl;

/// <summary>A field that leads from rows to others. They are read for all rows of a level in one statement.</summary>
/// <param name="Type">The type that has it.</param>
/// <param name="Field">Its name.</param>
internal abstract record GraphRelation(string Type, string Field)
{
    /// <summary>Asks for what one row leads to; answered together with what the others lead to.</summary>
    public abstract object? Load(GraphCall call);
}

/// <summary>Where a relation is asked for.</summary>
internal sealed record GraphCall(IResolveFieldContext Context, JsonSerializerOptions Json)
{
    /// <summary>Where the batches of one document are kept.</summary>
    public const string Batches = "batches";

    /// <summary>Asks for an id together with all others that are asked for under a name.</summary>
    public object Load(string name, Guid id, Func<List<Guid>, CancellationToken, Task<IReadOnlyDictionary<Guid, object?>>> read) =>
        ((ConcurrentDictionary<string, GraphBatch>)Context.UserContext[Batches]!).GetOrAdd(name, _ => new GraphBatch(read)).Load(id);

    /// <summary>Who asks.</summary>
    public Caller Caller => Caller.Of((HttpContext)Context.UserContext[nameof(HttpContext)]!);

    /// <summary>The row that it is asked of.</summary>
    public JsonElement Row => (JsonElement)Context.Source!;

    /// <summary>An id of that row; null where it has none.</summary>
    public Guid? Id(string property) =>
        Row.TryGetProperty(property, out var id) && id.ValueKind == JsonValueKind.String ? id.GetGuid() : null;

    /// <summary>Reads with a database context of its own: fields are answered beside each other.</summary>
    public async Task<T> ReadAsync<T>(Func<AppDb, Task<T>> read)
    {
        await using var scope = Context.RequestServices!.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<AppDb>());
    }

    /// <summary>The rows that the caller may see; refuses where that is none.</summary>
    public IQueryable<TRow> Visible<TRow>(
        AccessTable access,
        IQueryable<TRow> rows,
        Func<IQueryable<TRow>, Guid, IQueryable<TRow>>? owned
    ) =>
        access.For(Caller) switch
        {
            Scope.None => throw GraphErrors.Of(
                Caller.IsKnown ? StatusCodes.Status403Forbidden : StatusCodes.Status401Unauthorized,
                default
            ),
            Scope.Own when owned is not null => owned(rows, Caller.Id),
            _ => rows,
        };
}

/// <summary>A field that leads to one row, by its id; null where the caller may not see it.</summary>
/// <param name="Type">The type that has it.</param>
/// <param name="Field">Its name.</param>
/// <param name="Key">The property that holds the id.</param>
/// <param name="Access">Who may read such rows.</param>
/// <param name="Rows">Where they are.</param>
/// <param name="Owned">Those of an account; null where they have no owner.</param>
/// <param name="Show">A row as callers see it.</param>
internal sealed record ToOne<TRow>(
    string Type,
    string Field,
    string Key,
    AccessTable Access,
    Func<AppDb, IQueryable<TRow>> Rows,
    Func<IQueryable<TRow>, Guid, IQueryable<TRow>>? Owned,
    Func<TRow, object> Show
) : GraphRelation(Type, Field)
    where TRow : Row
{
    public override object? Load(GraphCall call)
    {
        if (call.Id(Key) is not { } id)
            return null;
        return call.Load($"{Type}.{Field}", id, async (ids, cancellationToken) =>
        {
            var found = await call.ReadAsync(db =>
                call.Visible(Access, Rows(db).AsNoTracking(), Owned).Where(row => ids.Contains(row.Id)).ToListAsync(cancellationToken)
            );
            return found.ToDictionary(static row => row.Id, row => (object?)JsonSerializer.SerializeToElement(Show(row), call.Json));
        });
    }
}

/// <summary>A field that leads to many rows: a page of them for each row, newest first.</summary>
/// <param name="Type">The type that has it.</param>
/// <param name="Field">Its name.</param>
/// <param name="Access">Who may list such rows.</param>
/// <param name="Rows">Where they are.</param>
/// <param name="Owned">Those of an account; null where they have no owner.</param>
/// <param name="Newest">The first rows of each parent, of those that are visible.</param>
/// <param name="Parent">The parent of a row.</param>
/// <param name="Show">A row as callers see it.</param>
internal sealed record ToMany<TRow>(
    string Type,
    string Field,
    AccessTable Access,
    Func<AppDb, IQueryable<TRow>> Rows,
    Func<IQueryable<TRow>, Guid, IQueryable<TRow>>? Owned,
    Func<AppDb, IQueryable<TRow>, List<Guid>, int, IQueryable<TRow>> Newest,
    Func<TRow, Guid?> Parent,
    Func<TRow, object> Show
) : GraphRelation(Type, Field)
    where TRow : Row
{
    public override object? Load(GraphCall call)
    {
        if (call.Id("id") is not { } id)
            return null;
        var size = call.Context.GetArgument<int?>("first") ?? Paging.DefaultLimit;
        if (size is < 1 or > Paging.MaxLimit)
            throw GraphErrors.Of(StatusCodes.Status400BadRequest, Refusal($"'first' must be between 1 and {Paging.MaxLimit}."));
        var after = call.Context.GetArgument<string?>("after");
        var (at, last) = (default(DateTimeOffset), default(Guid));
        if (after is not null && !Paging.TryRead(after, out at, out last))
            throw GraphErrors.Of(StatusCodes.Status400BadRequest, Refusal("'after' is not a cursor that this service gave out."));
        return call.Load($"{Type}.{Field}({size},{after})", id, async (ids, cancellationToken) =>
        {
            var found = await call.ReadAsync(db =>
            {
                var rows = call.Visible(Access, Rows(db).AsNoTracking(), Owned);
                if (after is not null)
                    rows = rows.After(at, last);
                return Newest(db, rows, ids, size + 1).ToListAsync(cancellationToken);
            });
            var byParent = found.ToLookup(Parent);
            return ids.ToDictionary(static parent => parent, parent => (object?)Page(byParent[parent], size, call.Json));
        });
    }

    private JsonElement Page(IEnumerable<TRow> rows, int size, JsonSerializerOptions json)
    {
        var sorted = rows.OrderByDescending(static row => row.CreatedAt).ThenByDescending(static row => row.Id).ToList();
        return GraphPage.Of([.. sorted.Take(size).Select(row => JsonSerializer.SerializeToElement(Show(row), json))], sorted.Count > size);
    }

    private static JsonElement Refusal(string detail) =>
        JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["detail"] = detail });
}

/// <summary>The tag of a row's version, which a change has to name.</summary>
/// <param name="Type">The type that has it.</param>
/// <param name="Rows">Where the rows are.</param>
internal sealed record ETag<TRow>(string Type, Func<AppDb, IQueryable<TRow>> Rows) : GraphRelation(Type, "etag")
    where TRow : Row
{
    public override object? Load(GraphCall call)
    {
        if (call.Id("id") is not { } id)
            return null;
        return call.Load($"{Type}.etag", id, async (ids, cancellationToken) =>
        {
            var versions = await call.ReadAsync(db =>
                Rows(db).Where(row => ids.Contains(row.Id)).Select(static row => new { row.Id, row.Version }).ToListAsync(cancellationToken)
            );
            return versions.ToDictionary(static row => row.Id, static row => (object?)ETags.Of(row.Version));
        });
    }
}
