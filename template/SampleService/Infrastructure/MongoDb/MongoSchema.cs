using Microsoft.EntityFrameworkCore.Infrastructure;
using MongoDB.Bson;
using MongoDB.Driver;

namespace SampleService.Infrastructure;

/// <summary>
/// Brings the collections up to what the delivery says in collections.json: their validators, indexes, and elements that documents of an
/// earlier release have not. It changes only what is otherwise, so that each instance may do it at its start.
/// </summary>
internal sealed class MongoSchema
{
    private const int NamespaceExists = 48;

    private readonly MongoSession _session;
    private readonly ILogger _logger;

    private MongoSchema(MongoSession session, ILogger logger) => (_session, _logger) = (session, logger);

    private static readonly Lazy<BsonDocument> s_told = new(static () =>
        BsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "mongodb", "collections.json")))
    );

    private static readonly Lazy<Dictionary<string, List<(string, IReadOnlyList<string>)>>> s_words = new(static () =>
        Collections.ToDictionary(
            static one => one["name"].AsString,
            static one =>
                one["words"]
                    .AsBsonDocument.Select(static words =>
                        (words.Name, (IReadOnlyList<string>)[.. words.Value.AsBsonArray.Select(static column => column.AsString)])
                    )
                    .ToList(),
            StringComparer.Ordinal
        )
    );

    private static IEnumerable<BsonDocument> Collections =>
        s_told.Value["collections"].AsBsonArray.Select(static one => one.AsBsonDocument);

    /// <summary>Elements of a collection that hold the words by which documents are found, with the elements that these are of.</summary>
    public static IEnumerable<(string Element, IReadOnlyList<string> Columns)> WordsOf(string collection) =>
        s_words.Value.TryGetValue(collection, out var words) ? words : [];

    /// <summary>Does it.</summary>
    public static Task ApplyAsync(AppDb db, ILogger logger, CancellationToken cancellationToken) =>
        new MongoSchema(db.GetService<MongoSession>(), logger).ApplyAsync(cancellationToken);

    private async Task ApplyAsync(CancellationToken cancellationToken)
    {
        var hello = await _session.Database.RunCommandAsync<BsonDocument>(
            new BsonDocument("hello", 1),
            cancellationToken: cancellationToken
        );
        if (!hello.Contains("setName") && hello.GetValue("msg", "") != "isdbgrid")
            throw new InvalidOperationException(
                "MongoDB has transactions only as a replica set: start mongod with --replSet, of one member if need be, and initiate it."
            );
        foreach (var collection in Collections)
            await ApplyAsync(collection, cancellationToken);
    }

    private async Task ApplyAsync(BsonDocument told, CancellationToken cancellationToken)
    {
        var name = told["name"].AsString;
        var documents = _session.Of(name);
        await CreateAsync(name, cancellationToken);
        foreach (var value in told["defaults"].AsBsonDocument)
        {
            var missing = new BsonDocument(value.Name, new BsonDocument("$exists", false));
            var done = await documents.UpdateManyAsync(
                missing,
                new BsonDocument("$set", new BsonDocument(value.Name, value.Value)),
                cancellationToken: cancellationToken
            );
            if (done.ModifiedCount > 0)
                _logger.LogInformation("Documents of {Collection} have {Element} now: {Count}", name, value.Name, done.ModifiedCount);
        }

        await _session.Database.RunCommandAsync<BsonDocument>(
            new BsonDocument
            {
                { "collMod", name },
                { "validator", told["validator"] },
                { "validationLevel", "strict" },
                { "validationAction", "error" },
            },
            cancellationToken: cancellationToken
        );
        var indexes = told["indexes"].AsBsonArray;
        if (indexes.Count > 0)
            await _session.Database.RunCommandAsync<BsonDocument>(
                new BsonDocument { { "createIndexes", name }, { "indexes", indexes } },
                cancellationToken: cancellationToken
            );
        await RemoveAsync(documents, [.. indexes.Select(static index => index["name"].AsString)], cancellationToken);
    }

    private async Task CreateAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            await _session.Database.CreateCollectionAsync(name, cancellationToken: cancellationToken);
        }
        catch (MongoCommandException problem) when (problem.Code == NamespaceExists)
        {
            // It is there; another instance may have been first.
        }
    }

    // Those of an earlier release; what a person has added has another beginning of its name.
    private static async Task RemoveAsync(
        IMongoCollection<BsonDocument> documents,
        HashSet<string> kept,
        CancellationToken cancellationToken
    )
    {
        using var there = await documents.Indexes.ListAsync(cancellationToken);
        foreach (var index in await there.ToListAsync(cancellationToken))
        {
            var name = index["name"].AsString;
            var isOurs =
                name.StartsWith("ix_", StringComparison.Ordinal)
                || name.StartsWith("uq_", StringComparison.Ordinal)
                || name.StartsWith("tx_", StringComparison.Ordinal);
            if (isOurs && !kept.Contains(name))
                await documents.Indexes.DropOneAsync(name, cancellationToken);
        }
    }
}
